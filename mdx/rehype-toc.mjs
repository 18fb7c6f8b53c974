import { toString as textOf } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'

/** Exports `toc`, the second-level headings as `{ id, text }`, with the very ids that rehype-slug gave them. */
export default function rehypeToc() {
  return (tree) => {
    const toc = []
    visit(tree, 'element', (node) => {
      if (node.tagName === 'h2') toc.push({ id: String(node.properties.id), text: textOf(node) })
    })
    tree.children.unshift(exportConst('toc', toc))
  }
}

/** `export const name = value` as a node of the MDX tree. */
function exportConst(name, value) {
  return {
    type: 'mdxjsEsm',
    value: '',
    data: {
      estree: {
        type: 'Program',
        sourceType: 'module',
        body: [
          {
            type: 'ExportNamedDeclaration',
            specifiers: [],
            source: null,
            declaration: {
              type: 'VariableDeclaration',
              kind: 'const',
              declarations: [
                { type: 'VariableDeclarator', id: { type: 'Identifier', name }, init: expression(value) },
              ],
            },
          },
        ],
      },
    },
  }
}

function expression(value) {
  if (Array.isArray(value)) return { type: 'ArrayExpression', elements: value.map(expression) }
  if (typeof value !== 'object') return { type: 'Literal', value }
  return {
    type: 'ObjectExpression',
    properties: Object.entries(value).map(([key, one]) => ({
      type: 'Property',
      kind: 'init',
      method: false,
      shorthand: false,
      computed: false,
      key: { type: 'Identifier', name: key },
      value: expression(one),
    })),
  }
}
