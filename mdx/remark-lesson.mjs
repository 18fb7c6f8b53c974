import { visit } from 'unist-util-visit'

/** These read files of their lesson's folder, or name it in the reader's progress: they are told which lesson they stand in. */
const ofTheLesson = new Set([
  'AddressReach',
  'Code',
  'Handshake',
  'Network',
  'PacketFigure',
  'Predict',
  'Quiz',
  'SayItAloud',
  'Transcript',
  'WhichLayer',
])

/**
 * Stops the build at a component that the registry does not know, naming file, line and column, and gives components that
 * belong to a lesson a `lesson="module/lesson"` property.
 */
export default function remarkLesson({ components }) {
  const known = new Set(components)
  return (tree, file) => {
    const [, lesson] = /content[\\/]([\w-]+[\\/][\w-]+)[\\/][^\\/]+\.mdx$/.exec(file.path ?? '') ?? []
    visit(tree, ['mdxJsxFlowElement', 'mdxJsxTextElement'], (node) => {
      if (!node.name || !/^[A-Z]/.test(node.name)) return
      if (!known.has(node.name)) {
        file.fail(`There is no component <${node.name}>; the registry knows ${components.join(', ')}.`, {
          place: node.position,
          source: 'remark-lesson',
        })
      }
      if (lesson && ofTheLesson.has(node.name)) {
        node.attributes.push({
          type: 'mdxJsxAttribute',
          name: 'lesson',
          value: lesson.replaceAll('\\', '/'),
        })
      }
    })
  }
}
