import type { Server } from 'node:http'

/** Serves `folder` on `port` of the loopback address; rejects with the listen error, for example EADDRINUSE. */
export function serveFolder(folder: string, port: number): Promise<Server>
