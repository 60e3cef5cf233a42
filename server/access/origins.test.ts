import { expect, test } from 'vitest';
import { originProblem } from './origins.js';

test.each([
  'https://app.example.com',
  'https://app.example.com:8443',
  'http://localhost:3000',
  'http://[::1]:3000',
  'https://xn--jrg-sna.example',
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'app://obsidian.md',
  'chrome-extension://aapbdbdomjkkjkaonfhkkikfgjllcleb',
  'moz-extension://2c1f0d7e-6b0c-4e3b-9c58-0a0f2d1b7e11',
])('%s is an origin', (text) => {
  expect(originProblem(text)).toBeNull();
});

test.each([
  'https://*.example.com',
  '*',
  'capacitor://*',
  'https://app.example.com/',
  'https://app.example.com/path',
  'https://App.example.com',
  'https://app.example.com:443',
  'https://user@app.example.com',
  'https://jörg.example',
  'app.example.com',
  'null',
  'file:///x',
  'file://host',
  'capacitor://localhost/',
  'capacitor://',
  'Capacitor://localhost',
  'data:text/html,x',
  '',
])('%s can equal no origin of a browser', (text) => {
  expect(originProblem(text)).toContain(JSON.stringify(text));
});
