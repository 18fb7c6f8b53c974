const paths = {
  laptop: 'M5 5h14v10H5zM2 18.5h20',
  phone: 'M8 2.5h8v19H8zM11 18.5h2',
  server: 'M5 3h14v18H5zM5 9h14M5 15h14M8.2 6h.1M8.2 12h.1M8.2 18h.1M12 6h4M12 12h4M12 18h4',
  switch: 'M2 8h20v8H2zM5 12h1.6M9.2 12h1.6M13.4 12H15M17.6 12h1.4',
  router:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM6 12h4M8.6 10.6 10 12l-1.4 1.4M18 12h-4M15.4 10.6 14 12l1.4 1.4M12 10V6.2M10.6 7.6 12 6.2l1.4 1.4M12 14v3.8M10.6 16.4l1.4 1.4 1.4-1.4',
  nat: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM7 9.8h9.6M14.4 7.6l2.2 2.2-2.2 2.2M17 14.6H7.4M9.6 12.4l-2.2 2.2 2.2 2.2',
  firewall:
    'M3 5h18v14H3zM3 9.7h18M3 14.3h18M9 5v4.7M15 5v4.7M6 9.7v4.6M12 9.7v4.6M18 9.7v4.6M9 14.3V19M15 14.3V19',
  internet: 'M7 18.5a4.2 4.2 0 0 1-.6-8.3 5.6 5.6 0 0 1 10.8-1.4 4.9 4.9 0 0 1-.2 9.7z',
  ap: 'M12 14v6M8 20h8M8.8 10.2a4.5 4.5 0 0 1 6.4 0M5.8 7a8.8 8.8 0 0 1 12.4 0M12 13.4h.1',
  balancer: 'M12 2.5 21.5 12 12 21.5 2.5 12zM7 12h3l3-3.5M10 12h5.5M10 12l3 3.5',
  tunnel: 'M2 12h3M19 12h3M8 7h8M8 17h8M8 7a3 5 0 0 0 0 10M8 7a3 5 0 0 1 0 10M16 7a3 5 0 0 1 0 10',
  capture: 'M2 17h20M12 17v-4M12 3a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM10 8h4',
  back: 'M14.5 6 8.5 12l6 6',
  next: 'M9.5 6l6 6-6 6',
  play: 'M8 5.5v13l10-6.5z',
  pause: 'M8 6v12M16 6v12',
  reset: 'M5 12a7 7 0 1 0 2.2-5.1M7 3v4.2h4.2',
  first: 'M6.5 6v12M17 6l-6 6 6 6',
  last: 'M17.5 6v12M7 6l6 6-6 6',
  check: 'M5 12.5 10 17.5 19.5 7',
  cross: 'M6 6l12 12M18 6 6 18',
  theme: 'M12 4a8 8 0 1 0 0 16zM12 4a8 8 0 0 1 0 16',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.400M17.6 6.4 19 5',
  moon: 'M19.5 14.500A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z',
  menu: 'M4 7h16M4 12h16M4 17h16',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.1M4.5 12h.1M4.5 18h.1',
  doc: 'M6 3h8.5L18 6.5V21H6zM9 10h6M9 13.5h6M9 17h4',
  wrench:
    'M14.5 4.5a4.8 4.8 0 0 0 1 6.9 4.8 4.8 0 0 0 4.5.8 5 5 0 0 1-7.2 3.4L8 20.5 3.5 16l5-4.800A5 5 0 0 1 11.8 4z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.500l3 2',
  lock: 'M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  print: 'M7 9V3.500h10V9M7 17H3.500V9h17v8H17M7 14h10v6.500H7z',
  open: 'M13 4.500h6.500V11M19.5 4.5 11 13M17 14v5.500H4.500V7H10',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  down: 'M12 4v12M6.5 10.5 12 16l5.5-5.500M5 20h14',
  bytes: 'M4 6h4v5H4zM11 6v5M14 6h5v5h-5zM5 14v5M8 14h5v5H8zM16 14v5',
  terminal: 'M3 5h18v14H3zM6.5 9l3 3-3 3M12 15h5',
  chevron: 'M6 9.500l6 6 6-6',
  alert: 'M12 4v10M12 18.500h.1',
  again: 'M19 12a7 7 0 1 1-2.2-5.100M17 3v4.200h-4.2',
} as const

export type GlyphName = keyof typeof paths

/** One drawing on the 24 grid, in the colour of the text. It never stands alone: its name is text beside it or around it. */
export function Glyph({ name, size }: { readonly name: GlyphName; readonly size?: 's' | 'i' | 'xl' }) {
  return (
    <svg className={size ? `g ${size}` : 'g'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
