import type { Metadata } from 'next'
import { TextPage } from '@/components/site/text-page'

export const metadata: Metadata = {
  title: 'Accessibility',
  description:
    'What works without a mouse, without colour, without motion and without scripts, and what does not yet.',
}

export default function AccessibilityPage() {
  return (
    <TextPage
      title="Accessibility"
      summary="What works without a mouse, without colour, without motion and without scripts, and what does not yet."
    >
      <h2>What we aim at</h2>
      <p>
        The Web Content Accessibility Guidelines 2.2, level AA. Every page is checked by axe in the light and
        the dark theme, on a wide and a narrow screen, by the tests of this project. Such a check finds some
        faults and cannot find all. No independent audit has been made, and no tests with people who use
        assistive technology.
      </p>
      <h2>What you can rely on</h2>
      <ul>
        <li>Every control can be reached and used by keyboard, and shows where the focus is.</li>
        <li>
          Nothing is said by colour alone: each network layer also has a number, a name and a pattern, and a
          wrong answer has a cross and a dashed edge.
        </li>
        <li>
          Every interactive figure has the same story as text below it, and says each step in a sentence that
          screen readers announce.
        </li>
        <li>
          Nothing moves until you press play. If your system asks for reduced motion, steps change at once,
          without movement.
        </li>
        <li>Text grows to 400 percent and the page still fits a screen 320 pixels wide.</li>
        <li>
          Without scripts you can read everything, open every explanation and answer the questions in the
          text. The figures then show their first step, and their whole story as text.
        </li>
        <li>Lessons print on paper in black and white.</li>
      </ul>
      <h2>Known limits</h2>
      <ul>
        <li>
          The drawing of TCP's states needs sideways scrolling on a narrow screen. The table under it says the
          same.
        </li>
        <li>
          Browsers from before 2024 may show the explanation of a dotted word at the lower edge of the screen
          instead of beside the word.
        </li>
        <li>The course is in English only.</li>
      </ul>
    </TextPage>
  )
}
