const FLAG_NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR']

/** "SYN, ACK": the flags octet in words, in the order in which people say them. */
export function flagNames(flags: number): string {
  const order = [1, 0, 2, 3, 5, 6, 7, 4]
  return order
    .filter((bit) => flags & (1 << bit))
    .map((bit) => FLAG_NAMES[bit])
    .join(', ')
}
