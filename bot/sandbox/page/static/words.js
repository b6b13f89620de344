// Every word of the page, in the browser's language.
const en = {
  sandbox: "Sandbox",
  notice: "A local imitation of a chat app, not Telegram. Nothing you do here leaves this computer.",
  notTelegram: "sandbox, not Telegram",
  reconnecting: "Connection lost. Reconnecting…",
  chats: "Play as",
  pick: "Choose a chat to start messaging",
  you: "You",
  asPerson: "You are",
  start: "START",
  restart: "RESTART BOT",
  addBot: "ADD THE BOT",
  about: "What can this bot do?",
  aboutNothing: "Press START, and it will tell you.",
  noMessages: "No messages here yet",
  write: "Message",
  send: "Send",
  attach: "Attach a file",
  menu: "Commands",
  more: "More",
  back: "Back to the chats",
  typing: "typing…",
  bot: "bot",
  members: (n) => `${n} members`,
  edited: "edited",
  today: "Today",
  yesterday: "Yesterday",
  block: "Block the bot",
  kick: "Remove the bot from the group",
  joined: (who) => `${who} joined the group`,
  topic: (name) => `Topic: ${name}`,
  moved: "The group was upgraded to a supergroup",
  down: "Go to the newest message",
  expand: "Show all",
  collapse: "Show less",
  ok: "OK",
  copied: "Copied",
  copy: "Copy",
  file: "File",
  photo: "Photo",
  replyTo: "Reply",
  cancel: "Cancel",
  all: "All",
  closed: "closed",
  refused: (why) => `That did not work: ${why}`,
  unread: (n) => `${n} unread`,
};

const zh = {
  sandbox: "沙盒",
  notice: "这是在本机模拟的聊天应用，不是 Telegram。你在这里做的一切都不会离开这台电脑。",
  notTelegram: "沙盒，非 Telegram",
  reconnecting: "连接中断，正在重连…",
  chats: "选一个身份试试",
  pick: "选择一个聊天，开始发消息",
  you: "你",
  asPerson: "你是",
  start: "开始",
  restart: "重新启动机器人",
  addBot: "添加机器人",
  about: "这个机器人能做什么？",
  aboutNothing: "点“开始”，它会告诉你。",
  noMessages: "还没有消息",
  write: "输入消息",
  send: "发送",
  attach: "发送文件",
  menu: "命令",
  more: "更多",
  back: "返回聊天列表",
  typing: "正在输入…",
  bot: "机器人",
  members: (n) => `${n} 位成员`,
  edited: "已编辑",
  today: "今天",
  yesterday: "昨天",
  block: "停用机器人",
  kick: "将机器人移出群组",
  joined: (who) => `${who} 加入了群组`,
  topic: (name) => `话题：${name}`,
  moved: "群组已升级为超级群组",
  down: "跳到最新消息",
  expand: "展开",
  collapse: "收起",
  ok: "好",
  copied: "已复制",
  copy: "复制",
  file: "文件",
  photo: "图片",
  replyTo: "回复",
  cancel: "取消",
  all: "全部",
  closed: "已关闭",
  refused: (why) => `没有成功：${why}`,
  unread: (n) => `${n} 条未读`,
};

export const language = navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
export const words = language === "zh" ? zh : en;

const locale = language === "zh" ? "zh-CN" : navigator.language;
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric" });
const shortDay = new Intl.DateTimeFormat(locale, { month: "numeric", day: "numeric" });

export const timeOf = (seconds) => clock.format(new Date(seconds * 1000));

const daysAgo = (seconds) => {
  const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(new Date()) - midnight(new Date(seconds * 1000))) / 86400000);
};

export const dayOf = (seconds) => {
  const ago = daysAgo(seconds);
  if (ago < 2) return ago < 1 ? words.today : words.yesterday;
  return day.format(new Date(seconds * 1000));
};

export const briefly = (seconds) => (daysAgo(seconds) < 1 ? timeOf(seconds) : shortDay.format(new Date(seconds * 1000)));

export const sizeOf = (bytes) => {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1048576).toFixed(1)} MB`;
};
