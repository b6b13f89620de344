// What the page knows, and its connection to the server.
import { words } from "./words.js";

const READ_KEY = "sandbox-read";
const ALERT = "alert";
const TOAST_MS = 3500;
const TYPING_MS = 5000;
const TAP_MS = 15000; // apps wait about as long for a bot that does not answer
const LONGEST_PAUSE_MS = 5000;

export const state = {
  bot: null,
  chats: new Map(),
  current: 0,
  online: false,
  ready: false,
  toast: null,
  dialog: null,
  offer: null,
  waiting: new Set(),
  typing: new Map(),
};

const listeners = new Set();
export const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
export const changed = () => listeners.forEach((listener) => listener());

// ---------------------------------------------------------------- reading

let read = {};
try {
  read = JSON.parse(localStorage.getItem(READ_KEY)) || {};
} catch {
  read = {};
}

const looking = (id) => state.current === id && !document.hidden;

export const markRead = (chat) => {
  const last = chat?.messages.at(-1);
  if (!last || read[chat.id] === last.message_id) return;
  read[chat.id] = last.message_id;
  localStorage.setItem(READ_KEY, JSON.stringify(read));
};

export const unread = (chat) =>
  chat.messages.filter((m) => !m.mine && !m.service && m.message_id > (read[chat.id] || 0)).length;

export const open = (id) => {
  state.current = id;
  markRead(state.chats.get(id));
  const wanted = id ? `#${id}` : location.pathname;
  if (id && location.hash !== wanted) history.pushState(null, "", wanted);
  changed();
};

addEventListener("popstate", () => {
  state.current = Number(location.hash.slice(1)) || 0;
  changed();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) markRead(state.chats.get(state.current));
  changed();
});

// ---------------------------------------------------------------- what happens

const place = (shown) => {
  const known = state.chats.get(shown.id);
  state.chats.set(shown.id, { ...shown, messages: shown.messages || known?.messages || [] });
};

const handlers = {
  hello(event) {
    state.bot = event.bot;
    const fresh = Object.keys(read).length === 0 || event.chats.every((c) => (read[c.id] || 0) > (c.messages.at(-1)?.message_id || 0));
    if (fresh) read = {};
    state.chats = new Map();
    event.chats.forEach(place);
    state.current = state.current || Number(location.hash.slice(1)) || 0;
    if (!state.chats.has(state.current)) state.current = 0;
    if (!state.current && innerWidth > 720) state.current = event.chats[0]?.id || 0;
    state.waiting.clear();
    state.ready = true;
    markRead(state.chats.get(state.current));
  },
  message(event) {
    const chat = state.chats.get(event.chat);
    if (!chat) return;
    chat.messages = [...chat.messages, event.message];
    if (!event.message.mine) state.typing.delete(event.chat);
    if (looking(event.chat)) markRead(chat);
  },
  edit(event) {
    const chat = state.chats.get(event.chat);
    if (!chat) return;
    chat.messages = chat.messages.map((m) => (m.message_id === event.message.message_id ? event.message : m));
  },
  delete(event) {
    const chat = state.chats.get(event.chat);
    if (chat) chat.messages = chat.messages.filter((m) => m.message_id !== event.message);
  },
  typing(event) {
    clearTimeout(state.typing.get(event.chat));
    const end = setTimeout(() => {
      state.typing.delete(event.chat);
      changed();
    }, TYPING_MS);
    state.typing.set(event.chat, end);
  },
  answer(event) {
    state.waiting.delete(tapKey(event.chat, event.message, event.data));
    if (event.text && event.chat === state.current) say(event.text, event.show_alert ? ALERT : "toast");
  },
  inline(event) {
    state.offer = event;
  },
  chat: (event) => place(event.place),
  commands: (event) => event.places.forEach(place),
  refused: (event) => say(words.refused(event.reason)),
  done() {},
};

let toastTimer = 0;
export const say = (text, kind = "toast") => {
  if (kind === ALERT) state.dialog = text;
  else {
    state.toast = text;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => {
      state.toast = null;
      changed();
    }, TOAST_MS);
  }
  changed();
};

// ---------------------------------------------------------------- the connection

let socket = null;
let pause = 250;

export const connect = () => {
  socket = new WebSocket(`ws://${location.host}/page/live`);
  socket.onopen = () => {
    state.online = true;
    pause = 250;
    changed();
  };
  socket.onmessage = (message) => {
    const event = JSON.parse(message.data);
    handlers[event.type]?.(event);
    changed();
  };
  socket.onclose = () => {
    state.online = false;
    changed();
    setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };
};

export const act = (deed) => {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(deed));
  else say(words.reconnecting);
};

const tapKey = (chat, message, data) => `${chat} ${message} ${data}`;
export const isWaiting = (chat, message, data) => state.waiting.has(tapKey(chat, message, data));

export const tap = (chat, by, message, data) => {
  const key = tapKey(chat, message, data);
  state.waiting.add(key);
  setTimeout(() => state.waiting.delete(key) && changed(), TAP_MS);
  act({ do: "tap", chat, by, message, data });
  changed();
};

export const upload = async (chat, by, file) => {
  const form = new FormData();
  form.append("file", file);
  form.append("chat", chat);
  form.append("by", by);
  const answer = await fetch("/page/upload", { method: "POST", body: form });
  if (!answer.ok) say(words.refused(await answer.text()));
};
