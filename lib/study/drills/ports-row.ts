/** What a drill asks about: a row of the table of port numbers. */
export type PortRow = {
  readonly port: number
  readonly transport: string
  /** what usually listens there */
  readonly used: string
  /** what to mind about it */
  readonly mind: string
}

/** `TCP 22: SSH, and over it SCP and SFTP. Log in with keys, not with passwords.` */
export function portText({ port, transport, used, mind }: PortRow): string {
  return `${transport} ${port}: ${used}. ${mind}.`
}
