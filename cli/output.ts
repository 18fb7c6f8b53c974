import { once } from 'node:events'

/** Lines to standard output in large pieces, waiting when the reader is slower. */
export class LineWriter {
  private waiting: string[] = []
  private size = 0

  async line(text: string): Promise<void> {
    this.waiting.push(text, '\n')
    this.size += text.length + 1
    if (this.size > 65536) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.waiting.join('')
    this.waiting = []
    this.size = 0
    if (text !== '' && !process.stdout.write(text)) await once(process.stdout, 'drain')
  }
}

/** One line on standard error, whatever the reason was. */
export function complain(text: string): void {
  process.stderr.write(`hop: ${text.replace(/\s+/g, ' ').trim()}\n`)
}

/** What went wrong with a file, in the system's words without its path. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'no such file'
  if (code === 'EISDIR') return 'is a directory'
  if (code === 'EACCES') return 'permission denied'
  if (code === 'ERR_FS_FILE_TOO_LARGE') return 'larger than 2 GiB'
  return message
}
