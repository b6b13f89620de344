// The page: list on the left, chat on the right, one of them on a phone.
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ChatList } from "./chats.js";
import { html } from "./html.js";
import { Room } from "./room.js";
import { changed, connect, state, subscribe, unread } from "./store.js";
import { language, words } from "./words.js";

const Dialog = ({ text }) => {
  const box = useRef(null);
  useEffect(() => { box.current.showModal(); }, []);
  const close = () => { state.dialog = null; changed(); };
  return html`<dialog ref=${box} onClose=${close}><p>${text}</p>
    <form method="dialog"><button autofocus onClick=${(e) => { e.preventDefault(); box.current.close(); }}>${words.ok}</button></form></dialog>`;
};

const App = () => {
  const [, redraw] = useState(0);
  useLayoutEffect(() => {
    const end = subscribe(() => redraw((n) => n + 1));
    connect(); // not before somebody listens: the first message holds everything
    return end;
  }, []);
  const chat = state.chats.get(state.current);
  const waiting = [...state.chats.values()].reduce((sum, c) => sum + unread(c), 0);
  document.title = `${waiting ? `(${waiting}) ` : ""}${state.bot?.first_name || ""} · ${words.sandbox}`;
  return html`<div class=${`app ${chat ? "in-chat" : ""}`}>
    <${ChatList} />
    ${chat ? html`<${Room} chat=${chat} />` : html`<main class="room empty"><span>${state.ready ? words.pick : "…"}</span></main>`}
    ${state.toast && html`<div class="toast" role="status">${state.toast}</div>`}
    ${state.dialog && html`<${Dialog} text=${state.dialog} />`}
  </div>`;
};

document.documentElement.lang = language;
render(html`<${App} />`, document.getElementById("app"));
