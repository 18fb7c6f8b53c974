import { logTargets } from './log-targets'
import { mangleTargets } from './mangle-targets'
import { markTargets } from './mark-targets'
import type { Module } from './module'
import { natTargets } from './nat-targets'
import { verdictTargets } from './verdict-targets'

export const targetModules: readonly Module[] = [
  ...verdictTargets,
  ...logTargets,
  ...natTargets,
  ...markTargets,
  ...mangleTargets,
]
