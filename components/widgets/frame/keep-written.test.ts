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

it('says nothing where the player kept what was there', () => {
  const element = fields('<textarea>10.0.0.0/8</textarea>')
  const field = element.querySelector('textarea') as HTMLTextAreaElement
  field.value = '::1'
  const writeAgain = keepWritten(element)
  let heard = 0
  field.addEventListener('input', () => heard++)
  writeAgain()
  expect([field.value, heard]).toEqual(['::1', 0])
})
