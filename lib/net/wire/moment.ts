const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Year, month (0-11) and day of a number of days since 1970-01-01 in the Gregorian calendar. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  // years that begin in March put the leap day last; 400 years have 146097 days
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const ofEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * ofYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10
  return {
    year: yearOfEra + era * 400 + (month < 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  }
}

/** `Nov 21, 2026 02:40:36.000000000 UTC`, as Wireshark prints an absolute time. */
export function formatDate(seconds: number, nanoseconds: number): string {
  const days = Math.floor(seconds / 86400)
  const { year, month, day } = civilFromDays(days)
  const fraction = nanoseconds.toString().padStart(9, '0')
  return `${MONTHS[month]} ${day.toString().padStart(2, ' ')}, ${year} ${clock(seconds - days * 86400)}.${fraction} UTC`
}

/** hh:mm:ss of a number of seconds within a day. */
export function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return parts.map((part) => part.toString().padStart(2, '0')).join(':')
}
