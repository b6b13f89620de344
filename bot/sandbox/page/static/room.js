// The open chat: header, messages, composer.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Avatar, titleOf } from "./chats.js";
import { BigButton, Composer } from "./composer.js";
import { html } from "./html.js";
import { Message } from "./message.js";
import { act, open, state } from "./store.js";
import { dayOf, words } from "./words.js";

const NEAR_PX = 120;

const Menu = ({ chat, by }) => {
  const [shown, setShown] = useState(false);
  const inside = !["left", "kicked"].includes(chat.bot);
  const deed = chat.type === "private" ? !chat.blocked && chat.started && "block" : inside && "kick";
  if (!deed) return null;
  const press = () => { act({ do: deed, chat: chat.id, by }); setShown(false); };
  return html`<div class="menu" onFocusOut=${(e) => e.currentTarget.contains(e.relatedTarget) || setShown(false)}>
    <button class="icon" aria-label=${words.more} aria-expanded=${shown} onClick=${() => setShown(!shown)}>⋮</button>
    ${shown && html`<div class="menu-items"><button onClick=${press}>${words[deed]}</button></div>`}
  </div>`;
};

const Persons = ({ chat, by, setBy }) => chat.people.length > 1 && html`<label class="person">
  <span>${words.asPerson}</span>
  <select value=${by} onChange=${(e) => setBy(Number(e.target.value))}>
    ${chat.people.map((p) => html`<option key=${p.id} value=${p.id}>${p.first_name}</option>`)}
  </select></label>`;

const Header = ({ chat, by, setBy }) => {
  const kind = chat.type === "private" ? words.bot : words.members(chat.people.length + 1);
  const status = `${kind} · ${words.notTelegram}`;
  const shown = chat.type === "private" ? { ...chat, first_name: state.bot.first_name, id: state.bot.id } : chat;
  return html`<header class="bar">
    <button class="icon back" aria-label=${words.back} onClick=${() => open(0)}>‹</button>
    <${Avatar} chat=${shown} />
    <div class="bar-text"><b>${titleOf(shown)}</b>
      <small class=${state.typing.has(chat.id) ? "typing" : ""}>${state.typing.has(chat.id) ? words.typing : status}</small></div>
    ${chat.type === "private" && html`<span class="tag wide">${words.asPerson} ${titleOf(chat)}</span>`}
    <${Persons} chat=${chat} by=${by} setBy=${setBy} />
    <${Menu} chat=${chat} by=${by} />
  </header>`;
};

const Topics = ({ chat, thread, setThread }) => chat.topics.length > 0 && html`<div class="topics" role="tablist">
  ${[{ id: 0, name: words.all }, ...chat.topics].map((t) => html`<button key=${t.id} role="tab" aria-selected=${t.id === thread}
    class=${t.id === thread ? "on" : ""} onClick=${() => setThread(t.id)}>${t.name}${t.closed ? ` · ${words.closed}` : ""}</button>`)}
</div>`;

const Welcome = ({ chat }) => html`<div class="welcome"><b>${words.about}</b><p>${chat.about || words.aboutNothing}</p></div>`;

const sameHand = (a, b) => a && !a.service && a.from?.id === b.from?.id && b.date - a.date < 600;

const Messages = ({ chat, by, thread, onReply }) => {
  const shown = chat.messages.filter((m) => !thread || (m.message_thread_id || 1) === thread);
  return shown.map((message, i) => {
    const before = shown[i - 1];
    const newDay = !before || dayOf(before.date) !== dayOf(message.date);
    return html`${newDay && html`<div class="service day" key=${`day${message.message_id}`}><span>${dayOf(message.date)}</span></div>`}
      <${Message} key=${message.message_id} message=${message} chat=${chat} by=${by} onReply=${onReply}
        first=${newDay || !sameHand(before, message)} />`;
  });
};

export const Room = ({ chat }) => {
  const pane = useRef(null);
  const stuck = useRef(true);
  const [away, setAway] = useState(false);
  const [chosen, setBy] = useState(0);
  const [thread, setThread] = useState(0);
  const [reply, setReply] = useState(null);
  const by = chat.people.some((p) => p.id === chosen) ? chosen : chat.people[0]?.id;

  const toEnd = (behavior) => pane.current?.scrollTo({ top: pane.current.scrollHeight, behavior });
  const onScroll = () => {
    const left = pane.current.scrollHeight - pane.current.scrollTop - pane.current.clientHeight;
    stuck.current = left < NEAR_PX;
    setAway(!stuck.current);
  };
  useLayoutEffect(() => { stuck.current = true; setThread(0); setReply(null); toEnd("instant"); }, [chat.id]);
  useLayoutEffect(() => { if (stuck.current || chat.messages.at(-1)?.mine) toEnd("instant"); }, [chat.messages.length, thread]);
  useEffect(() => {
    const keep = new ResizeObserver(() => stuck.current && toEnd("instant"));
    keep.observe(pane.current);
    return () => keep.disconnect();
  }, []);

  const big = BigButton({ chat, by });
  return html`<main class="room">
    <${Header} chat=${chat} by=${by} setBy=${setBy} />
    <${Topics} chat=${chat} thread=${thread} setThread=${setThread} />
    ${!state.online && html`<div class="strip" role="status">${words.reconnecting}</div>`}
    <div class="messages" ref=${pane} onScroll=${onScroll} tabindex="-1" role="log" aria-live="polite">
      <div class="column">
        ${chat.messages.length === 0 && html`<${Welcome} chat=${chat} />`}
        <${Messages} chat=${chat} by=${by} thread=${thread} onReply=${setReply} />
      </div>
    </div>
    ${away && html`<button class="down" aria-label=${words.down} onClick=${() => toEnd("smooth")}>↓</button>`}
    ${big || html`<${Composer} chat=${chat} by=${by} thread=${thread > 1 ? thread : 0} reply=${reply} onReply=${setReply} />`}
  </main>`;
};
