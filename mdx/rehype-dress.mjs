import { toString as textOf } from 'hast-util-to-string'
import { SKIP, visit } from 'unist-util-visit'

/** Tables of this many columns take the margin too. */
const WIDE = 4

/** What Markdown cannot carry: tables that scroll on their own and name each cell's column, links that leave the site. */
export default function rehypeDress() {
  return (tree) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName === 'table') {
        parent.children[index] = dressTable(node)
        return [SKIP, index + 1]
      }
      if (node.tagName === 'a' && /^https?:/.test(String(node.properties.href))) {
        node.properties.rel = ['external']
      }
    })
  }
}

function dressTable(table) {
  table.properties.className = ['tbl']
  const heads = []
  visit(table, 'element', (node, _index, row) => {
    if (node.tagName === 'th') {
      heads.push(textOf(node))
      node.properties.scope = 'col'
    }
    if (node.tagName === 'td') {
      const column = row.children.filter(({ type }) => type === 'element').indexOf(node)
      node.properties.dataLabel = heads[column]
      // on a phone a cell is a grid of its name and its content, which has to be one item
      if (node.children.length > 1) {
        node.children = [{ type: 'element', tagName: 'span', properties: {}, children: node.children }]
      }
    }
  })
  const className = heads.length >= WIDE ? ['tblw', 'wide'] : ['tblw']
  return {
    type: 'element',
    tagName: 'div',
    properties: { className, tabIndex: 0, role: 'region', ariaLabel: `Table: ${heads.join(', ')}` },
    children: [table],
  }
}
