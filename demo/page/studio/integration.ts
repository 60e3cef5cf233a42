import { find } from '../shared/document.js';

const COPIED_MS = 2_000;

export function wireIntegration(): void {
  const panel = document.querySelector('.integration');
  if (!panel) return;
  panel.addEventListener('change', showSnippet);
  for (const button of panel.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
    button.addEventListener('click', () => void copy(button));
  }
  for (const link of document.querySelectorAll<HTMLElement>('[data-snippet]')) {
    link.addEventListener('click', () => {
      find<HTMLInputElement>(`.integration [name="element"][value="${link.dataset['snippet']}"]`).checked = true;
      showSnippet();
    });
  }
}

const choiceOf = (name: string): string => find<HTMLInputElement>(`.integration [name="${name}"]:checked`).value;

function showSnippet(): void {
  const snippet = document.querySelector<HTMLTemplateElement>(
    `.integration template[data-element="${choiceOf('element')}"][data-framework="${choiceOf('framework')}"]`,
  );
  find('#embed').textContent = snippet?.content.textContent ?? '';
}

/** Selects the snippet instead if the browser denies access to the clipboard. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const snippet = find(`#${button.dataset['copy']}`);
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(snippet.textContent);
    button.textContent = button.dataset['copied'] ?? label;
    button.disabled = true;
    setTimeout(() => {
      button.textContent = label;
      button.disabled = false;
    }, COPIED_MS);
  } catch {
    getSelection()?.selectAllChildren(snippet);
  }
}
