// The list of chats.
import { useEffect } from "preact/hooks";
import { html } from "./html.js";
import { colourOf, preview } from "./message.js";
import { open, state, unread } from "./store.js";
import { briefly, words } from "./words.js";

export const titleOf = (chat) => chat.title || chat.first_name;

export const Avatar = ({ chat }) => html`<span class=${`avatar ${colourOf(chat.id)}`} aria-hidden="true">
  ${[...titleOf(chat)][0]}</span>`;

const LastLine = ({ chat }) => {
  if (state.typing.has(chat.id)) return html`<span class="line typing">${words.typing}</span>`;
  const last = chat.messages.at(-1);
  const name = chat.type === "private" ? last?.mine && words.you : last?.from?.first_name;
  const who = name && !last.service ? `${name}: ` : "";
  return html`<span class="line"><em>${who}</em>${preview(last) || words.noMessages}</span>`;
};

const Entry = ({ chat }) => {
  const count = unread(chat);
  const last = chat.messages.at(-1);
  const current = chat.id === state.current;
  return html`<button class=${`entry ${current ? "current" : ""}`} aria-current=${current ? "true" : null}
      onClick=${() => open(chat.id)}>
    <${Avatar} chat=${chat} />
    <span class="entry-text">
      <span class="entry-top"><b>${titleOf(chat)}</b><time>${last ? briefly(last.date) : ""}</time></span>
      <span class="entry-bottom"><${LastLine} chat=${chat} />
        ${count > 0 && html`<span class="badge" aria-label=${words.unread(count)}>${count}</span>`}</span>
    </span>
  </button>`;
};

const step = (by) => {
  const ids = [...state.chats.keys()];
  const at = ids.indexOf(state.current);
  open(ids[(at + by + ids.length) % ids.length]);
};

export const ChatList = () => {
  useEffect(() => {
    const onKey = (event) => {
      if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      step(event.key === "ArrowUp" ? -1 : 1);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const chats = [...state.chats.values()].filter((chat) => !chat.moved_to);
  return html`<nav class="sidebar" aria-label=${words.chats}>
    <header class="bar"><span class="brand">${state.bot?.first_name || ""}</span><span class="tag">${words.sandbox}</span></header>
    <div class="entries"><p class="caption">${words.chats}</p>${chats.map((chat) => html`<${Entry} key=${chat.id} chat=${chat} />`)}</div>
    <footer class="notice">${words.notice}</footer>
  </nav>`;
};
