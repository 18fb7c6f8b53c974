import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'

export const metadata: Metadata = {
  title: 'Sources and licence',
  description: 'What the lessons rest on, and what you may do with them.',
}

export default function LicencePage() {
  return (
    <TextPage title="Sources and licence" summary="What the lessons rest on, and what you may do with them.">
      <h2>Sources</h2>
      <p>
        A claim that you could act on carries its source beside it: an RFC with its section, a manual page, or
        the documentation of the Linux kernel. Every lesson lists them once more at its end. Where a standard
        and practice differ, the lesson says so.
      </p>
      <p>
        The captures are real. They were recorded between Linux machines in network namespaces, with addresses
        that are reserved for documentation (
        <a href="https://www.rfc-editor.org/rfc/rfc5737.html">RFC 5737</a>) or for private networks, and you
        can download each of them. Terminal output is recorded as well. The programs that a lesson shows are
        the files that the tests run.
      </p>
      <h2>Licence</h2>
      <p>
        The words, questions, figures, data and captures are licensed{' '}
        <a href="https://creativecommons.org/licenses/by/4.0/" rel="license">
          Creative Commons Attribution 4.0
        </a>
        . You may share and adapt them for any purpose, also commercially, if you give credit to “Hop by Hop”,
        link to the licence and say what you changed.
      </p>
      <p>The code is under the MIT licence.</p>
      <h2>Made with</h2>
      <p>
        The typefaces are Literata by TypeTogether, IBM Plex Sans by IBM and JetBrains Mono by JetBrains, all
        under the SIL Open Font License 1.1, cut down to the characters that the site uses. The site is built
        with Next.js, React, MDX, Shiki, Tailwind CSS and Zod, each under the MIT licence, and with yaml under
        the ISC licence.
      </p>
    </TextPage>
  )
}
