import bash from '@shikijs/langs/bash'
import c from '@shikijs/langs/c'
import http from '@shikijs/langs/http'
import javascript from '@shikijs/langs/javascript'
import json from '@shikijs/langs/json'
import python from '@shikijs/langs/python'
import yaml from '@shikijs/langs/yaml'
import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core'
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript'

export const languages = ['bash', 'c', 'http', 'javascript', 'json', 'python', 'yaml', 'text']

export const theme = 'roles'

let made

/** One highlighter for the whole build. Its theme names roles (`var(--sh-token-keyword)`), never colours. */
export function highlighter() {
  made ??= createHighlighterCore({
    themes: [createCssVariablesTheme({ name: theme, variablePrefix: '--sh-' })],
    langs: [bash, c, http, javascript, json, python, yaml],
    engine: createJavaScriptRegexEngine(),
  })
  return made
}

/**
 * Code as HTML with classes.
 * @param {string} code
 * @param {string} lang
 * @returns {Promise<string>}
 */
export async function codeToHtml(code, lang) {
  return (await highlighter()).codeToHtml(code, { lang, theme, transformers: [classesNotStyles] })
}

/** Roles become classes (`sh-keyword`), so that a page carries no inline styles. */
export const classesNotStyles = {
  name: 'classes-not-styles',
  span(node) {
    const [, role] = /--sh-(?:token-)?([\w-]+)/.exec(String(node.properties.style ?? '')) ?? []
    delete node.properties.style
    if (role && role !== 'foreground') node.properties.class = `sh-${role}`
  },
  pre(node) {
    delete node.properties.style
    node.properties.class = 'code'
  },
  line(node) {
    delete node.properties.class
  },
}
