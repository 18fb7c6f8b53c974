'use client'

import { FULL_FRAME, FULL_SEGMENT } from '@/lib/net/transfer/settings'
import type { TransferStory } from '@/lib/net/transfer/story'
import { bandwidthDelayBytes, bytesText, mbitText, segmentsText } from '@/lib/net/transfer/tell'

/** The bandwidth-delay product with its arithmetic, what a window of fixed size allows, and what this run reached. */
export function ProductPanel({ story }: { readonly story: TransferStory }) {
  const { settings, goodputMbit } = story
  const { rateMbit, rttMs, queueFrames, receiveBuffer } = settings
  const product = bandwidthDelayBytes(settings)
  const window = Math.max(...story.columns.rwnd)
  return (
    <dl className="tprod">
      <div>
        <dt>Bandwidth-delay product</dt>
        <dd>
          <code>
            {rateMbit} Mbit/s × {rttMs} ms = {bytesText(rateMbit * 1e6)} bit/s × {rttMs / 1000} s ÷ 8 ={' '}
            {bytesText(product)} bytes
          </code>
          , {segmentsText(product)}
        </dd>
      </div>
      <div>
        <dt>With the queue full</dt>
        <dd>
          <code>
            {bytesText(product / FULL_FRAME)} + {queueFrames} ≈{' '}
            {bytesText(product / FULL_FRAME + queueFrames)} frames
          </code>{' '}
          of {bytesText(FULL_FRAME)} bytes: what is sent beyond that is dropped
        </dd>
      </div>
      {receiveBuffer > 0 && (
        <div>
          <dt>The receiver’s window allows</dt>
          <dd>
            <code>
              {bytesText(window)} bytes × 8 ÷ {rttMs / 1000} s = {mbitText((window * 8) / (rttMs * 1000))}
            </code>
            {window < product ? ', less than the link carries' : ', more than the link carries'}
          </dd>
        </div>
      )}
      <div>
        <dt>This run</dt>
        <dd>
          {goodputMbit === null ? (
            'was not finished'
          ) : (
            <>
              <code>
                {mbitText(goodputMbit)}, {Math.round((goodputMbit / rateMbit) * 100)} %
              </code>{' '}
              of the link; a link full of segments would carry{' '}
              {mbitText((rateMbit * FULL_SEGMENT) / FULL_FRAME)} of data
            </>
          )}
        </dd>
      </div>
    </dl>
  )
}
