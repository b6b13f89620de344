// A rich message: its blocks, and styled text as a tree.
import { html } from "./html.js";
import { outward } from "./richtext.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", marked: "mark",
  subscript: "sub", superscript: "sup", spoiler: "span" };

const Text = ({ text }) => (Array.isArray(text) ? text : [text]).map((each) => {
  if (typeof each === "string") return each;
  const inside = html`<${Text} text=${each.text} />`;
  if (each.type === "date_time") return html`<time title=${new Date(each.unix_time * 1000).toLocaleString()}>${inside}</time>`;
  if (each.type !== "url") return html`<${TAGS[each.type] || "span"}>${inside}<//>`;
  const address = outward(each.url);
  if (!address) return html`<span>${inside}</span>`;
  return html`<a href=${address} title=${address} target="_blank" rel="noopener noreferrer">${inside}</a>`;
});

const Block = ({ block }) => {
  switch (block.type) {
    case "heading": return html`<div class=${`heading size-${block.size}`} role="heading"><${Text} text=${block.text} /></div>`;
    case "details": return html`<details open=${block.is_open}><summary><${Text} text=${block.summary} /></summary>
      <${Blocks} blocks=${block.blocks} /></details>`;
    case "list": return html`<ul>${block.items.map((item) => html`<li data-label=${item.label}><${Blocks} blocks=${item.blocks} /></li>`)}</ul>`;
    case "blockquote": return html`<div class="quote"><blockquote><${Blocks} blocks=${block.blocks} /></blockquote></div>`;
    case "divider": return html`<hr />`;
    case "pre": return html`<pre><${Text} text=${block.text} /></pre>`;
    default: return html`<p class=${block.type}><${Text} text=${block.text} /></p>`;
  }
};

const Blocks = ({ blocks }) => blocks.map((block) => html`<${Block} block=${block} />`);

export const Rich = ({ message }) => html`<div class="rich" dir="auto"><${Blocks} blocks=${message.blocks} /></div>`;

const flat = (shown) => {
  if (typeof shown === "string") return shown;
  if (Array.isArray(shown)) return shown.map(flat).join(" ");
  return [shown.summary, shown.text, shown.items, shown.blocks].filter(Boolean).map(flat).join(" ");
};

export const richPreview = (message) => flat(message.blocks);
