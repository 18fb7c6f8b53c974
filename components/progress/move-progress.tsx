import { type ChangeEvent, useRef, useState } from 'react'
import { saveFile } from '@/components/ui/save-file'
import { SetAsideList } from './set-aside-list'
import { loadProgress } from './use-progress'

/** Larger than any progress file can honestly become; read no further. */
const MOST_BYTES = 5_000_000

/** Export to a file, import (which merges), and reset after a question. */
export function MoveProgress() {
  const [said, setSaid] = useState('')
  const asking = useRef<HTMLDialogElement>(null)

  async function exportProgress() {
    const { exportFile } = await loadProgress()
    const { name, text } = exportFile()
    saveFile(name, text)
    setSaid(`Saved as ${name}.`)
  }

  async function importProgress(event: ChangeEvent<HTMLInputElement>) {
    const input = event.currentTarget
    const file = input.files?.[0]
    if (!file) return
    const text = file.size > MOST_BYTES ? '' : await file.text()
    const { browserProgress } = await loadProgress()
    const result = browserProgress.importText(text)
    // the same file can be chosen again
    input.value = ''
    setSaid(
      result.imported
        ? `Merged ${file.name}: ${count(result.lessons, 'lesson')} and ${count(result.questions, 'question')}. Where both sides had a record, the better one stays.`
        : `${file.name} was not imported. ${result.reason} Your progress is unchanged.`,
    )
  }

  async function reset() {
    const { browserProgress } = await loadProgress()
    browserProgress.reset()
    setSaid('Progress is reset. Nothing is marked as read or answered any more.')
  }

  return (
    <section aria-labelledby="move">
      <h2 id="move">Move or reset</h2>
      <p>
        Progress lives in this browser and nowhere else. To take it to another one, export it here and import
        the file there.
      </p>
      <div className="acts needs-script">
        <button type="button" className="btn" onClick={exportProgress}>
          Export to a file
        </button>
        <label className="btn file">
          Import a file
          <input type="file" accept=".json,application/json" onChange={importProgress} />
        </label>
        <button type="button" className="btn" onClick={() => asking.current?.showModal()}>
          Reset progress
        </button>
      </div>
      <p className="said" role="status">
        {said}
      </p>
      <SetAsideList />
      <dialog ref={asking} className="ask" aria-labelledby="ask-reset">
        <form method="dialog">
          <h3 id="ask-reset">Reset your progress?</h3>
          <p>
            Reading marks, answers and misconceptions are forgotten in this browser, in all its tabs. An
            exported file can bring them back; nothing else can.
          </p>
          <div className="acts">
            <button type="submit" className="btn pri">
              Keep it
            </button>
            <button type="submit" className="btn" onClick={reset}>
              Reset progress
            </button>
          </div>
        </form>
      </dialog>
    </section>
  )
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
