import { refuse } from './problem'
import { at } from './read'

type Json = unknown
type JsonObject = Readonly<Record<string, Json>>

/**
 * `target` with the changes of `patch`, as RFC 7396 (JSON merge patch) says: an object changes the members it names, null
 * removes one, anything else replaces. One thing more, for links: an object may also be put against a list. Its keys are then
 * places in the list (`"0"`), names of elements (their `name`), or `"+"` with a list of elements to add at the end.
 * Neither is changed in place. Throws a Refusal with the place in the patch when a list has no such element.
 */
export function mergePatch(target: Json, patch: Json, path = 'scenario'): Json {
  if (!isObject(patch)) return patch
  if (Array.isArray(target)) return patchList(target, patch, path)
  const merged: Record<string, Json> = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key]
    else merged[key] = mergePatch(merged[key], value, at(path, key))
  }
  return merged
}

function patchList(list: readonly Json[], patch: JsonObject, path: string): Json {
  const patched = list.map((element, index): Json => {
    const key = keyOf(element, index, patch)
    return key === null
      ? element
      : patch[key] === null
        ? null
        : mergePatch(element, patch[key], at(path, key))
  })
  const keys = list.map((element, index) => keyOf(element, index, patch))
  for (const key of Object.keys(patch)) {
    if (key !== '+' && !keys.includes(key))
      refuse(at(path, key), `a place from 0 to ${list.length - 1}, a name in the list, or "+"`, key)
  }
  const added = patch['+']
  return [...patched.filter((element) => element !== null), ...(Array.isArray(added) ? added : [])]
}

function keyOf(element: Json, index: number, patch: JsonObject): string | null {
  const name = isObject(element) && typeof element.name === 'string' ? element.name : null
  if (name !== null && name in patch) return name
  return String(index) in patch ? String(index) : null
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
