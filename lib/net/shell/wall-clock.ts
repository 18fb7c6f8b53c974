const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const SECOND = 1_000_000

/** Time of day of a simulation, which begins at midnight on 1 January 1970, as `HH:MM:SS`. */
export function timeOfDay(us: number): string {
  const seconds = Math.floor(us / SECOND)
  const two = (value: number) => value.toString().padStart(2, '0')
  return `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** As ctime(3) writes it, for runs within the first month: `Thu Jan  1 00:00:05 1970`. */
export function calendarTime(us: number): string {
  const day = Math.floor(us / SECOND / 86400)
  return `${DAYS[day % 7]} Jan ${String(day + 1).padStart(2)} ${timeOfDay(us)} 1970`
}
