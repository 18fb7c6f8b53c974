// What `npm start` and `npm test` need before anything else: the right Node, the pinned packages, a browser.
// Only Node's own modules here: on a fresh clone nothing else is installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the project folder, its output shown; ends this process with its exit status if it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
  })
  if (error) stop(`${command} could not be started: ${error.message}`)
  if (status !== 0) process.exit(status ?? 1)
}

/** Runs a command in the project folder beside others; resolves to its exit status and what it said on both outputs. */
export function runAside(command, args) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text) => {
      said += text
    })
  }
  return new Promise((resolve) => {
    child.on('error', (error) => stop(`${command} could not be started: ${error.message}`))
    child.on('close', (status) => resolve({ status: status ?? 1, said }))
  })
}

/** One plain sentence on standard error, then exit status 1. */
export function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** Installs exactly what package-lock.json names, unless that was done before. */
export function ensurePackages() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 9)) {
    stop(
      `Hop by Hop needs Node 20.9 or newer; this is Node ${process.versions.node}. Install it from your system's packages and run the same command again.`,
    )
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules', '.hop-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.log('Installing the packages that package-lock.json names …')
  // Not `npm ci`: it refuses a lock file that leaves out the optional binaries of other platforms.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund'])
  writeFileSync(stamp, lock)
}

const browserNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** The path of a Chromium: CHROMIUM_PATH if set, else the first one on the PATH, else null. */
export function findBrowser() {
  if (process.env.CHROMIUM_PATH) {
    if (isExecutable(process.env.CHROMIUM_PATH)) return process.env.CHROMIUM_PATH
    stop(
      `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which is not a program that can be run. Correct it or unset it.`,
    )
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return (
    folders.flatMap((folder) => browserNames.map((name) => join(folder, name))).find(isExecutable) ?? null
  )
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A Chromium for the browser journeys; installed from Debian's packages where the user may do that. */
export function ensureBrowser() {
  const found = findBrowser()
  if (found) return found
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall)
    stop(
      'No Chromium was found for the browser tests. Install it (Debian: sudo apt-get install chromium) or set CHROMIUM_PATH, then run npm test again.',
    )
  console.log('Installing Chromium from Debian’s packages for the browser tests …')
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    DEBIAN_FRONTEND: 'noninteractive',
  })
  return (
    findBrowser() ??
    stop('Chromium was installed but is not on the PATH. Set CHROMIUM_PATH to it and run npm test again.')
  )
}
