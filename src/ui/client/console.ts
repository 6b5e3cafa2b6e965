// Progressive enhancement of the console: “/” to search, a guard for unsent forms, confirmations, showing a password.
import './redact.ts';

document.addEventListener('keydown', (e) => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey) return;
  const el = e.target;
  if (el instanceof HTMLElement && (el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName))) return;
  const field = document.querySelector<HTMLInputElement>('[data-slash]');
  if (!field) return;
  e.preventDefault();
  field.focus();
});

// A form with data-guard asks the browser's own question before its changes are lost.
let unsent = false;
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-guard]')) {
  form.addEventListener('input', () => {
    unsent = true;
  });
  form.addEventListener('submit', () => {
    unsent = false;
  });
}
window.addEventListener('beforeunload', (e) => {
  if (unsent) e.preventDefault();
});

document.addEventListener('click', (e) => {
  const button = e.target instanceof Element ? e.target.closest<HTMLElement>('[data-confirm]') : null;
  if (button?.dataset.confirm && !window.confirm(button.dataset.confirm)) e.preventDefault();
});

for (const b of document.querySelectorAll<HTMLButtonElement>('button[data-reveal]')) {
  const field = document.getElementById(b.dataset.reveal ?? '');
  if (!(field instanceof HTMLInputElement)) continue;
  b.hidden = false;
  b.addEventListener('click', () => {
    const shown = field.type === 'text';
    field.type = shown ? 'password' : 'text';
    b.textContent = shown ? '显示' : '隐藏';
  });
}

for (const b of document.querySelectorAll<HTMLButtonElement>('[data-print]')) {
  b.hidden = false;
  b.addEventListener('click', () => window.print());
}
