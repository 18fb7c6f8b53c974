import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'

/** A program of a lesson's `code/` folder while its test talks to it. */
export type Running = {
  readonly process: ChildProcessWithoutNullStreams
  readonly printed: () => string
  /** Waits until it has printed something that matches; fails when it ends before. */
  readonly line: (pattern: RegExp) => Promise<RegExpMatchArray>
  readonly exitCode: Promise<number | null>
}

/** Starts a program in `folder`. For tests: what it prints to both streams is kept together. */
export function runProgram(folder: string, command: string, args: readonly string[]): Running {
  const child = spawn(command, [...args], { cwd: folder })
  let output = ''
  let ended = false
  let wake = () => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      wake()
    })
  }
  child.stdin.on('error', () => {}) // a program that has ended reads no more
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      ended = true
      resolve(code)
      wake()
    })
  })
  async function line(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const match = output.match(pattern)
      if (match) return match
      if (ended) throw new Error(`${command} ${args.join(' ')} ended without printing ${pattern}: ${output}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { process: child, printed: () => output, line, exitCode }
}
