/** The first paragraph of a lesson is its lead; the page puts its facts and objectives (`<Facts />`) behind it. */
export default function rehypeLead() {
  return (tree, file) => {
    const at = tree.children.findIndex(({ type }) => type === 'element' || type.startsWith('mdxJsx'))
    const lead = tree.children[at]
    if (lead?.tagName !== 'p') {
      file.fail('A lesson begins with a paragraph, its hook.', {
        place: lead?.position,
        source: 'rehype-lead',
      })
    }
    lead.properties.className = ['lead']
    tree.children.splice(at + 1, 0, {
      type: 'mdxJsxFlowElement',
      name: 'Facts',
      attributes: [],
      children: [],
    })
  }
}
