import { SKIP, visit } from 'unist-util-visit'

/** Classes that Markdown cannot carry: tables that scroll on their own, links that leave the site. */
export default function rehypeDress() {
  return (tree) => {
    visit(tree, 'element', (node, index, parent) => {
      if (node.tagName === 'table') {
        node.properties.className = ['tbl']
        parent.children[index] = {
          type: 'element',
          tagName: 'div',
          properties: { className: ['tblw'], tabIndex: 0, role: 'region', ariaLabel: 'Table' },
          children: [node],
        }
        return [SKIP, index + 1]
      }
      if (node.tagName === 'a' && /^https?:/.test(String(node.properties.href))) {
        node.properties.rel = ['external']
      }
    })
  }
}
