import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentDepthMost, segmentPartsMost } from '#core/segment/segment.ts';
import { segmentDepth, segmentParts } from './segmentLimits.ts';

test('the builder stops where the server would refuse', () => {
  assert.equal(segmentDepth, segmentDepthMost);
  assert.equal(segmentParts, segmentPartsMost);
});
