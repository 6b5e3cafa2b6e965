// Drawing places to cover on the picture of a page. The numbers in the form are what is sent; the picture only shows them.

const NAMES = ['x', 'y', 'width', 'height'] as const;
type Box = Record<(typeof NAMES)[number], number>;

const round = (v: number): number => Math.round(Math.min(100, Math.max(0, v)) * 100) / 100;
const input = (row: Element, name: string): HTMLInputElement | null => row.querySelector(`input[name="${name}"]`);

function boxOf(row: Element): Box | undefined {
  const values = NAMES.map((n) => Number.parseFloat(input(row, n)?.value ?? ''));
  if (values.some((v) => !Number.isFinite(v)) || row.querySelector<HTMLInputElement>('input[type=checkbox]')?.checked)
    return;
  const [x = 0, y = 0, width = 0, height = 0] = values;
  return { x, y, width, height };
}

function start(sheet: HTMLElement, form: HTMLFormElement): void {
  const layer = sheet.querySelector('svg');
  if (!layer) return;
  const rows = (): HTMLElement[] => [...form.querySelectorAll<HTMLElement>('[data-redact-row]')];
  const draw = (extra?: Box): void => {
    layer.replaceChildren(
      ...[...rows().map(boxOf), extra].flatMap((b) => {
        if (!b) return [];
        const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
        for (const n of NAMES) rect.setAttribute(n, String(b[n]));
        return [rect];
      }),
    );
  };
  const add = (box: Box): void => {
    const last = rows().at(-1);
    if (!last) return;
    // The empty row at the end takes the box; a fresh empty one comes after it.
    const fresh = last.cloneNode(true) as HTMLElement;
    const n = `第${rows().length}处`;
    const tail = `新${rows().length + 1}`;
    const legend = last.querySelector('legend');
    if (legend) legend.textContent = n;
    for (const el of fresh.querySelectorAll<HTMLElement>('[id],[for]')) {
      if (el.id) el.id = `${el.id.split('-')[0]}-${tail}`;
      if (el instanceof HTMLLabelElement) el.htmlFor = `${el.htmlFor.split('-')[0]}-${tail}`;
    }
    last.querySelector<HTMLInputElement>('input[type=checkbox]')?.setAttribute('name', `remove-${n}`);
    for (const name of NAMES) {
      const field = input(last, name);
      if (field) field.value = String(box[name]);
    }
    const before = rows().at(-2)?.querySelector('select');
    const reason = last.querySelector('select');
    // Places of one page are mostly covered for one reason.
    if (before && reason && reason.value === '') reason.value = before.value;
    last.after(fresh);
    form.dispatchEvent(new Event('input', { bubbles: true }));
    draw();
    reason?.focus({ preventScroll: true });
  };

  let from: { x: number; y: number } | undefined;
  const at = (e: PointerEvent): { x: number; y: number } => {
    const r = layer.getBoundingClientRect();
    return { x: round(((e.clientX - r.left) / r.width) * 100), y: round(((e.clientY - r.top) / r.height) * 100) };
  };
  const between = (a: { x: number; y: number }, b: { x: number; y: number }): Box => ({
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: round(Math.abs(a.x - b.x)),
    height: round(Math.abs(a.y - b.y)),
  });
  layer.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) return;
    e.preventDefault();
    layer.setPointerCapture(e.pointerId);
    from = at(e);
  });
  layer.addEventListener('pointermove', (e) => {
    if (from) draw(between(from, at(e)));
  });
  layer.addEventListener('pointerup', (e) => {
    if (!from) return;
    const box = between(from, at(e));
    from = undefined;
    // A click without a drag covers nothing.
    if (box.width >= 0.3 && box.height >= 0.3) add(box);
    else draw();
  });
  layer.addEventListener('pointercancel', () => {
    from = undefined;
    draw();
  });
  form.addEventListener('input', () => draw());
  draw();
}

const sheet = document.querySelector<HTMLElement>('[data-redact]');
const form = document.querySelector<HTMLFormElement>('form#bars');
if (sheet && form) start(sheet, form);
