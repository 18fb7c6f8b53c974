// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { keepWritten } from './keep-written'

function fields(html: string): HTMLElement {
  const element = document.createElement('div')
  element.innerHTML = html
  document.body.replaceChildren(element)
  return element
}

it('puts back what was written before the player came, and tells the player', () => {
  const element = fields('<input value="10.0.0.0/8">')
  const field = element.querySelector('input') as HTMLInputElement
  field.value = '192.168.7.9/20'
  const writeAgain = keepWritten(element)
  const heard: string[] = []
  field.addEventListener('input', () => heard.push(field.value))
  field.value = '10.0.0.0/8' // the player brings its own first state
  writeAgain()
  expect(field.value).toBe('192.168.7.9/20')
  expect(heard).toEqual(['192.168.7.9/20'])
})

it('chooses again what was chosen', () => {
  const element = fields('<input type="radio" name="a" checked><input type="radio" name="a">')
  const [first, second] = element.querySelectorAll('input')
  second.checked = true
  const writeAgain = keepWritten(element)
  first.checked = true
  writeAgain()
  expect(second.checked).toBe(true)
})

it('tells the player also where it kept what was there', () => {
  const element = fields(
    '<textarea>10.0.0.0/8</textarea><select><option>a</option><option>b</option></select>',
  )
  const [text, choice] = element.querySelectorAll<HTMLTextAreaElement | HTMLSelectElement>('textarea, select')
  text.value = '::1'
  choice.value = 'b'
  const writeAgain = keepWritten(element)
  const heard: string[] = []
  text.addEventListener('input', () => heard.push(text.value))
  choice.addEventListener('change', () => heard.push(choice.value))
  writeAgain()
  expect(heard).toEqual(['::1', 'b'])
})

it('says nothing of a field that is as the page brought it', () => {
  const element = fields(
    '<input value="a"><input type="checkbox" checked><select><option>a</option><option selected>b</option></select>',
  )
  const writeAgain = keepWritten(element)
  let heard = 0
  for (const kind of ['input', 'change']) element.addEventListener(kind, () => heard++)
  writeAgain()
  expect(heard).toBe(0)
})

it('tells of the radio button that has the mark, not of the one that lost it', () => {
  const element = fields(
    '<input type="radio" name="a" value="1" checked><input type="radio" name="a" value="2">',
  )
  const second = element.querySelectorAll('input')[1]
  second.checked = true
  const writeAgain = keepWritten(element)
  const heard: string[] = []
  element.addEventListener('change', ({ target }) => heard.push((target as HTMLInputElement).value))
  writeAgain()
  expect(heard).toEqual(['2'])
})

it('tells of a file that was chosen', () => {
  const element = fields('<input type="file"><input type="file">')
  const field = element.querySelectorAll('input')[1]
  Object.defineProperty(field, 'files', { value: [new File(['{}'], 'progress.json')] })
  const writeAgain = keepWritten(element)
  const heard: (EventTarget | null)[] = []
  element.addEventListener('change', ({ target }) => heard.push(target))
  writeAgain()
  expect(heard).toEqual([field])
})
