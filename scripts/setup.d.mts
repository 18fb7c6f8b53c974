/** The project folder, with a trailing slash. */
export const root: string
/** The path of a Chromium: CHROMIUM_PATH if set, else the first one on the PATH, else null. */
export function findBrowser(): string | null
