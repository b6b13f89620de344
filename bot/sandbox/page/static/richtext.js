// A message's text with its entities. Offsets count UTF-16 units, as JavaScript's strings do.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { say } from "./store.js";
import { words } from "./words.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const SAFE = /^https?:\/\//i;

export const outward = (url) => (SAFE.test(url) ? url : /^[\w-]+(\.[\w-]+)+/.test(url) ? `http://${url}` : "");

const Link = ({ url, children }) => {
  const address = outward(url);
  if (!address) return html`<span>${children}</span>`;
  return html`<a href=${address} title=${address} target="_blank" rel="noopener noreferrer">${children}</a>`;
};

const Spoiler = ({ children }) => {
  const [open, setOpen] = useState(false);
  if (open) return html`<span>${children}</span>`;
  return html`<span class="spoiler" role="button" tabindex="0" onClick=${() => setOpen(true)}
    onKeyDown=${(event) => event.key === "Enter" && setOpen(true)}>${children}</span>`;
};

const Quote = ({ expandable, children }) => {
  const box = useRef(null);
  const [long, setLong] = useState(false);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    if (!open) setLong(expandable && box.current.scrollHeight > box.current.clientHeight + 4);
  });
  const folded = expandable && !open;
  const toggle = (event) => {
    if (long && !event.target.closest("a") && !getSelection().toString()) setOpen(!open);
  };
  return html`<div class=${`quote ${folded ? "folded" : ""} ${long ? "long" : ""}`} onClick=${toggle}>
    <blockquote ref=${box}>${children}</blockquote>
    ${long && html`<button class="unfold" aria-expanded=${open} aria-label=${open ? words.collapse : words.expand}
      onClick=${(event) => { event.stopPropagation(); setOpen(!open); }}><i /></button>`}
  </div>`;
};

const copy = (text) => navigator.clipboard?.writeText(text).then(() => say(words.copied));

const wrap = (entity, text, children, run) => {
  switch (entity.type) {
    case "bold": return html`<b>${children}</b>`;
    case "italic": return html`<i>${children}</i>`;
    case "underline": return html`<u>${children}</u>`;
    case "strikethrough": return html`<s>${children}</s>`;
    case "spoiler": return html`<${Spoiler}>${children}<//>`;
    case "code": return html`<code onClick=${() => copy(text)}>${children}</code>`;
    case "pre": return html`<pre data-language=${entity.language}>${children}</pre>`;
    case "blockquote": return html`<${Quote}>${children}<//>`;
    case "expandable_blockquote": return html`<${Quote} expandable=${true}>${children}<//>`;
    case "text_link": return html`<${Link} url=${entity.url}>${children}<//>`;
    case "url": return html`<${Link} url=${text}>${children}<//>`;
    case "date_time": return html`<time title=${new Date(entity.unix_time * 1000).toLocaleString()}>${children}</time>`;
    case "bot_command": return html`<button class="inline-link" onClick=${() => run(text)}>${children}</button>`;
    case "email": case "mention": case "text_mention": case "hashtag": case "cashtag":
      return html`<span class="inline-link">${children}</span>`;
    default: return children;
  }
};

// Line breaks beside a block are the block's own edges.
const trimmed = (piece, afterBlock, beforeBlock) => {
  let text = piece;
  if (afterBlock && text.startsWith("\n")) text = text.slice(1);
  if (beforeBlock && text.endsWith("\n")) text = text.slice(0, -1);
  return text;
};

const render = (text, entities, start, end, run) => {
  const shown = [];
  let at = start;
  let afterBlock = false;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    i += 1;
    if (from >= to) continue;
    const inside = [];
    while (i < entities.length && entities[i].offset < to) inside.push(entities[i++]);
    const block = BLOCKS.has(entity.type);
    shown.push(trimmed(text.slice(at, from), afterBlock, block));
    shown.push(wrap(entity, text.slice(from, to), render(text, inside, from, to, run), run));
    at = to;
    afterBlock = block;
  }
  shown.push(trimmed(text.slice(at, end), afterBlock, false));
  return shown;
};

export const RichText = ({ text, entities, run }) => {
  const ordered = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return html`${render(text, ordered, 0, text.length, run)}`;
};
