// Where a person writes: text, commands, files; or the one big button that a chat needs first.
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "./html.js";
import { act, state, upload } from "./store.js";
import { words } from "./words.js";

const MAX_ROWS_PX = 160;
const PAUSE_MS = 200; // between two letters

const matching = (commands, text) => {
  const found = /^\/([a-z0-9_]*)$/i.exec(text);
  return found ? commands.filter((c) => c.command.startsWith(found[1].toLowerCase())) : [];
};

const Commands = ({ commands, picked, choose }) => html`<ul class="commands" role="listbox">
  ${commands.map((c, i) => html`<li key=${c.command} role="option" aria-selected=${i === picked}
      class=${i === picked ? "picked" : ""} onMouseDown=${(e) => e.preventDefault()} onClick=${() => choose(c)}>
    <b>/${c.command}</b><span>${c.description}</span></li>`)}
</ul>`;

// The words after the bot's name: an inline query; null where the text is none.
const inlineWords = (text) => {
  const name = `@${state.bot.username} `;
  return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : null;
};

const Offers = ({ offer, paste, more }) => html`<ul class="commands offers" role="listbox">
  ${offer.hint && html`<li><span>${offer.hint}</span></li>`}
  ${offer.results.map((r) => html`<li key=${r.id} role="option" onMouseDown=${(e) => e.preventDefault()} onClick=${() => paste(r)}>
    <b>${r.title}</b><span>${r.description}</span></li>`)}
  ${offer.more && html`<li role="option" onClick=${more}><b>›</b></li>`}
</ul>`;

export const BigButton = ({ chat, by }) => {
  const press = (deed) => () => act({ chat: chat.id, by, ...deed });
  if (chat.type === "private" && chat.blocked) {
    return html`<button class="big" onClick=${press({ do: "say", text: "/start" })}>${words.restart}</button>`;
  }
  if (chat.type === "private" && !chat.started) {
    return html`<button class="big" autofocus onClick=${press({ do: "say", text: "/start" })}>${words.start}</button>`;
  }
  if (["left", "kicked"].includes(chat.bot)) {
    return html`<button class="big" onClick=${press({ do: "add" })}>${words.addBot}</button>`;
  }
  return null;
};

export const Composer = ({ chat, by, thread, reply, onReply }) => {
  const box = useRef(null);
  const files = useRef(null);
  const [text, setText] = useState("");
  const [menu, setMenu] = useState(false);
  const [picked, setPicked] = useState(0);
  const all = chat.people.find((p) => p.id === by)?.commands || [];
  const offered = menu ? all : matching(all, text);

  const asked = inlineWords(text);
  const offer = asked !== null && state.offer?.chat === chat.id && state.offer.asked === asked ? state.offer : null;

  useEffect(() => {
    if (asked === null) return undefined;
    const typing = setTimeout(() => act({ do: "inline", chat: chat.id, by, query: asked }), PAUSE_MS);
    return () => clearTimeout(typing);
  }, [asked, chat.id, by]);
  useEffect(() => { setText(""); setMenu(false); if (innerWidth > 720) box.current?.focus(); }, [chat.id]);
  useEffect(() => { if (reply) box.current?.focus(); }, [reply]);
  useEffect(() => {
    box.current.style.height = "auto";
    box.current.style.height = `${Math.min(box.current.scrollHeight, MAX_ROWS_PX)}px`;
  }, [text]);
  useEffect(() => setPicked(0), [offered.length]);

  const send = (words_) => {
    if (!words_.trim()) return;
    act({ do: "say", chat: chat.id, by, text: words_, thread, reply_to: reply?.message_id });
    setText("");
    setMenu(false);
    onReply(null);
  };
  const paste = (result) => { act({ do: "paste", chat: chat.id, by, query: offer.query, result: result.id }); setText(""); };
  const turn = () => act({ do: "inline", chat: chat.id, by, query: asked, offset: offer.more });
  const choose = (command) => send(`/${command.command}`);
  const complete = (command) => { setText(`/${command.command} `); setMenu(false); box.current.focus(); };

  const onKey = (event) => {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (offered.length && event.key in steps) {
      event.preventDefault();
      setPicked((picked + steps[event.key] + offered.length) % offered.length);
    } else if (offered.length && event.key === "Tab") {
      event.preventDefault();
      complete(offered[picked]);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (offered.length) choose(offered[picked]);
      else if (offer?.results.length) paste(offer.results[0]);
      else send(text);
    } else if (event.key === "Escape") {
      setMenu(false);
      onReply(null);
      if (text.startsWith("/")) setText("");
    }
  };
  const onFiles = async () => {
    for (const file of files.current.files) await upload(chat.id, by, file);
    files.current.value = "";
  };

  return html`<div class="composer">
    ${offered.length > 0 && html`<${Commands} commands=${offered} picked=${picked} choose=${choose} />`}
    ${offer && html`<${Offers} offer=${offer} paste=${paste} more=${turn} />`}
    ${reply && html`<div class="replying"><span><b>${words.replyTo}</b> ${reply.text || reply.caption || words.file}</span>
      <button class="icon" aria-label=${words.cancel} onClick=${() => onReply(null)}>✕</button></div>`}
    <div class="writing">
      ${all.length > 0 && html`<button class=${`menu-button ${menu ? "on" : ""}`} aria-label=${words.menu} aria-expanded=${menu}
        onClick=${() => { setMenu(!menu); box.current.focus(); }}><i></i></button>`}
      <textarea ref=${box} rows="1" value=${text} placeholder=${words.write} aria-label=${words.write} enterkeyhint="send"
        onInput=${(e) => { setText(e.target.value); setMenu(false); }} onKeyDown=${onKey}></textarea>
      <input ref=${files} type="file" hidden multiple onChange=${onFiles} />
      <button class="icon attach" aria-label=${words.attach} title=${words.attach} onClick=${() => files.current.click()}>
        <svg viewBox="0 0 24 24"><path d="M16.5 6.5v9.8a4.5 4.5 0 0 1-9 0V6a3 3 0 0 1 6 0v9.8a1.5 1.5 0 0 1-3 0V6.9" /></svg></button>
      <button class="icon send" aria-label=${words.send} title=${words.send} disabled=${!text.trim()} onClick=${() => send(text)}>
        <svg viewBox="0 0 24 24"><path d="M3.4 20.4 21 12 3.4 3.6 3.3 10l12.2 2-12.2 2z" /></svg></button>
    </div>
  </div>`;
};
