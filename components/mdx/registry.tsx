/** Every component that a lesson may use, by the name it uses: the one file that knows them all. */
export const registry = {}
