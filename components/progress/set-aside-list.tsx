import { useEffect, useState } from 'react'
import { saveFile } from '@/components/ui/save-file'
import { loadProgress, useProgress } from './use-progress'

/** What was found in the place of progress and could not be read, each to save as a file. Nothing while there is none. */
export function SetAsideList() {
  const known = useProgress()
  const [texts, setTexts] = useState<readonly { readonly key: string; readonly text: string }[]>([])

  useEffect(() => {
    if (known) loadProgress().then(({ listSetAside }) => setTexts(listSetAside()))
  }, [known])

  if (texts.length === 0) return null
  return (
    <>
      <h3>Set aside</h3>
      <p>These were found where progress is kept and could not be read. They are kept as they were.</p>
      <ul className="aside">
        {texts.map(({ key, text }) => (
          <li key={key}>
            <code>{key}</code>
            <button
              type="button"
              className="btn sm"
              onClick={() => saveFile(`${key.replaceAll(':', '-')}.json`, text)}
            >
              Save {key.slice(key.lastIndexOf(':') + 1)} as a file
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
