// One message: bubble, buttons, files, service lines.
import { html } from "./html.js";
import { Rich, richPreview } from "./rich.js";
import { RichText, outward } from "./richtext.js";
import { act, isWaiting, say, state, tap } from "./store.js";
import { sizeOf, timeOf, words } from "./words.js";

const COLOURS = 7;
const SPREAD = 9973; // a prime, so that ids in a row and the bot's far away get different colours
export const colourOf = (id) => `colour-${(Math.abs(id) % SPREAD) % COLOURS}`;

const serviceText = (service) => {
  if (service.new_chat_members) return words.joined(service.new_chat_members.map((u) => u.first_name).join(", "));
  const topic = service.forum_topic_created ?? service.forum_topic_edited;
  return topic ? words.topic(topic.name) : words.moved;
};

const Button = ({ button, chat, by, message }) => {
  const label = button.text;
  if (button.url) {
    return html`<a class="key link" href=${outward(button.url) || null} target="_blank" rel="noopener noreferrer">${label}</a>`;
  }
  if (button.copy_text) {
    const copy = () => navigator.clipboard?.writeText(button.copy_text.text).then(() => say(words.copied));
    return html`<button class="key copy" onClick=${copy}>${label}</button>`;
  }
  const busy = isWaiting(chat.id, message.message_id, button.callback_data);
  const press = () => tap(chat.id, by, message.message_id, button.callback_data);
  return html`<button class=${`key ${busy ? "busy" : ""} ${button.style || ""}`} onClick=${press}>${label}</button>`;
};

const Keyboard = ({ markup, ...rest }) => html`<div class="keys">
  ${markup.inline_keyboard.map((row) => html`<div class="row">
    ${row.map((button) => html`<${Button} key=${button.callback_data || button.text} button=${button} ...${rest} />`)}
  </div>`)}
</div>`;

const Attachment = ({ message }) => {
  const photo = message.photo?.at(-1);
  if (photo) return html`<img class="photo" src=${`/page/file/${photo.file_id}`} alt=${words.photo} />`;
  const file = message.document;
  if (!file) return null;
  return html`<a class="document" href=${`/page/file/${file.file_id}`} download=${file.file_name}>
    <span class="document-icon">↓</span>
    <span><b>${file.file_name}</b><small>${sizeOf(file.file_size)}</small></span>
  </a>`;
};

const Reply = ({ message }) => message && html`<div class="reply">
  <b>${message.from?.first_name}</b><span>${message.text || message.caption || words.file}</span>
</div>`;

const Topic = ({ chat, message }) => {
  const topic = chat.topics.find((t) => t.id === message.message_thread_id);
  return topic ? html`<span class="topic-name">${topic.name}</span>` : null;
};

export const Message = ({ message, chat, by, first, onReply }) => {
  if (message.service) return html`<div class="service"><span>${serviceText(message.service)}</span></div>`;
  const own = message.mine && message.from?.id === by;
  const run = (text) => act({ do: "say", chat: chat.id, by, text, thread: message.message_thread_id });
  const text = message.text || message.caption || "";
  const group = chat.type !== "private" && !own;
  const keys = message.reply_markup?.inline_keyboard;
  return html`<div class=${`message ${own ? "own" : ""} ${first ? "first" : ""} ${keys ? "with-keys" : ""}`}
      onDblClick=${() => onReply(message)}>
    <div class="bubble">
      ${group && first && html`<div class=${`sender ${colourOf(message.from?.id || 0)}`}>
        ${(message.from || message.sender_chat)?.first_name || chat.title}<${Topic} chat=${chat} message=${message} /></div>`}
      <${Reply} message=${message.reply_to_message} />
      <${Attachment} message=${message} />
      ${text && html`<span class="text" dir="auto"><${RichText} text=${text} run=${run}
        entities=${message.entities || message.caption_entities} /></span>`}
      ${message.rich_message && html`<${Rich} message=${message.rich_message} />`}
      <span class="meta">${message.edit_date ? `${words.edited} ` : ""}${timeOf(message.date)}${own ? html`<i class="ticks">✓✓</i>` : ""}</span>
    </div>
    ${keys && html`<${Keyboard} markup=${message.reply_markup} chat=${chat} by=${by} message=${message} />`}
  </div>`;
};

export const preview = (message) => {
  if (!message) return "";
  if (message.service) return serviceText(message.service);
  const rich = message.rich_message ? richPreview(message.rich_message) : "";
  const text = message.text || rich || message.caption || (message.photo ? words.photo : message.document?.file_name) || "";
  return text.replace(/\s+/g, " ").slice(0, 90);
};

export const isBot = (message) => message?.from?.id === state.bot?.id;
