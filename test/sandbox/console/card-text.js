/** Draws an Adaptive Card as plain, readable text with working buttons. Everything in a card is data: it is set as text, never as markup.
 *  `press` is called with the data of a pressed action and the values of the card's inputs. */
export function drawCard(card, press) {
  const root = element('div', { className: 'card' });
  const inputs = new Map();
  const draw = { inputs, press };
  for (const one of card.body ?? []) root.append(drawElement(one, draw));
  if (card.actions?.length) root.append(drawActions(card.actions, draw));
  return root;
}

function drawElement(one, draw) {
  if (one?.isVisible === false) return '';
  switch (one?.type) {
    case 'TextBlock':
      return drawText(one);
    case 'RichTextBlock':
      return element('p', { textContent: one.inlines.map((run) => run.text ?? run).join('') });
    case 'FactSet':
      return drawFacts(one);
    case 'ColumnSet':
      return drawGroup('row', one.columns, draw, one.selectAction);
    case 'Column':
    case 'Container':
    case 'TableCell':
      return drawGroup('group', one.items, draw, one.selectAction);
    case 'Table':
      return drawGroup('group', one.rows, draw);
    case 'TableRow':
      return drawGroup('row', one.cells, draw);
    case 'ActionSet':
      return drawActions(one.actions, draw);
    case 'Input.ChoiceSet':
      return drawChoice(one, draw);
    case 'Input.Toggle':
      return drawToggle(one, draw);
    case 'Input.Text':
    case 'Input.Number':
    case 'Input.Date':
    case 'Input.Time':
      return drawField(one, draw);
    case 'Image':
      return element('p', { className: 'subtle', textContent: `[image: ${one.altText ?? 'no description'}]` });
    default:
      if (one?.fallback && one.fallback !== 'drop') return drawElement(one.fallback, draw);
      return element('p', { className: 'subtle', textContent: one?.text ?? `[${one?.type ?? 'nothing'}]` });
  }
}

function drawText({ text, weight, size, isSubtle, style }) {
  const isTitle = style === 'heading' || weight === 'Bolder' || size === 'Large';
  const block = element(isTitle ? 'h3' : 'p', { className: isSubtle ? 'subtle' : '' });
  block.append(...inline(text));
  return block;
}

/** The part of Markdown that Teams draws in a text block: bold, italics, links, and what a backslash takes out of it. A link shows where
 *  it leads, so that one that came out of somebody's name is seen. */
function inline(text) {
  const parts = text.split(/(\\[^\w\s]|\*\*(?:\\.|[^*])+\*\*|_(?:\\.|[^_])+_|\[(?:\\.|[^\]])*\]\([^)\s]*\))/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    if (part.startsWith('\\')) return part.slice(1);
    if (part.startsWith('**')) return marked('strong', part.slice(2, -2));
    if (part.startsWith('_')) return marked('em', part.slice(1, -1));
    const [, title, target] = /^\[(.*)\]\((.*)\)$/s.exec(part);
    return element('u', { textContent: `${title} (${target})` });
  });
}

function marked(name, text) {
  const part = element(name, {});
  part.append(...inline(text));
  return part;
}

function drawFacts({ facts }) {
  const list = element('dl', {});
  for (const { title, value } of facts) {
    list.append(element('dt', { textContent: title }), element('dd', { textContent: value }));
  }
  return list;
}

function drawGroup(className, items, draw, selectAction) {
  const group = element('div', { className });
  for (const one of items ?? []) {
    group.append(drawElement(className === 'row' && !one.type ? { type: 'Column', ...one } : one, draw));
  }
  if (selectAction) group.append(drawActions([selectAction], draw));
  return group;
}

function drawActions(actions, draw) {
  const row = element('div', { className: 'actions' });
  for (const action of actions) row.append(drawAction(action, draw));
  return row;
}

function drawAction(action, draw) {
  const title = action.title ?? action.tooltip ?? 'Open';
  if (action.type === 'Action.OpenUrl') {
    const isWeb = /^https?:/.test(action.url);
    return isWeb
      ? element('a', { href: action.url, textContent: title, target: '_blank', rel: 'noreferrer' })
      : element('span', { className: 'subtle', textContent: `${title} (${action.url})` });
  }
  if (action.type === 'Action.ShowCard') {
    const more = element('details', {});
    more.append(element('summary', { textContent: title }), drawCard(action.card, draw.press));
    return more;
  }
  const button = element('button', { type: 'button', textContent: title });
  button.addEventListener('click', () => {
    const values = Object.fromEntries([...draw.inputs].map(([id, read]) => [id, read()]));
    draw.press({ isSubmit: action.type === 'Action.Submit', data: { ...values, ...action.data }, title });
  });
  return button;
}

function drawChoice({ id, choices = [], value, label, placeholder }, draw) {
  const select = element('select', {});
  if (value === undefined) select.append(element('option', { value: '', textContent: placeholder ?? 'Choose' }));
  for (const choice of choices) {
    select.append(element('option', { value: choice.value, textContent: choice.title }));
  }
  select.value = value ?? '';
  draw.inputs.set(id, () => select.value);
  return labelled(label ?? id, select);
}

function drawToggle({ id, title, value, valueOn = 'true', valueOff = 'false' }, draw) {
  const box = element('input', { type: 'checkbox', checked: value === valueOn });
  draw.inputs.set(id, () => (box.checked ? valueOn : valueOff));
  const label = element('label', { className: 'row' });
  label.append(box, element('span', { textContent: title }));
  return label;
}

function drawField({ id, type, label, placeholder, value }, draw) {
  const kind = { 'Input.Number': 'number', 'Input.Date': 'date', 'Input.Time': 'time' }[type] ?? 'text';
  const field = element('input', { type: kind, value: value ?? '', placeholder: placeholder ?? '' });
  draw.inputs.set(id, () => field.value);
  return labelled(label ?? id, field);
}

function labelled(text, field) {
  const label = element('label', { textContent: text });
  label.append(field);
  return label;
}

export function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
