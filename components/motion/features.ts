import { domAnimation } from 'framer-motion'

/** What `m` elements need to move: a chunk of its own, fetched when the first widget that moves is on the page. */
export const features = domAnimation
