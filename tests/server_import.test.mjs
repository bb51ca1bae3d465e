// Frameworks import a page's modules on the server too, where there is no DOM.
import assert from 'node:assert/strict';
import test from 'node:test';

test('importing happytalk.js on a server does nothing', async () => {
  const globals = Object.keys(globalThis);
  const module = await import('../www/happytalk.js');
  assert.equal(typeof module.HappytalkTranscript, 'function');
  assert.deepEqual(Object.keys(globalThis), globals);
});
