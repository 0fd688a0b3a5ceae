// Days and times as United Nations documents of each language write them, on any clock: `conference/languages/dates.py`
// in the browser. The languages of the browser know neither "10.15 a.m." nor the double names of the Arabic months.

const ARABIC_MONTHS = ("كانون الثاني/يناير،شباط/فبراير،آذار/مارس،نيسان/أبريل،أيار/مايو،حزيران/يونيه،تموز/يوليه،آب/أغسطس،"
  + "أيلول/سبتمبر،تشرين الأول/أكتوبر،تشرين الثاني/نوفمبر،كانون الأول/ديسمبر").split("،");
const PLAIN = { day: "{day} {month} {year}", dayOfYear: "{day} {month}", weekday: "{weekday}, {day}", span: "{start} to {end}" };
const WORDS = {
  en: { ...PLAIN, days: "{start} to {end}", twoDays: "{start} and {end}", otherDay: "{day}, {time}" },
  ar: {
    ...PLAIN, weekday: "{weekday}، {day}", span: "من {start} إلى {end}", days: "من {start} إلى {end}",
    twoDays: "{start} و{end}", otherDay: "{day}، الساعة {time}",
  },
  "zh-hans": {
    day: "{year}年{number}月{day}日", dayOfYear: "{number}月{day}日", dayOfMonth: "{day}日", weekday: "{day}{weekday}",
    span: "{start}至{end}", days: "{start}至{end}", twoDays: "{start}和{end}", otherDay: "{day}{time}",
  },
  fr: {
    ...PLAIN, weekday: "{weekday} {day}", span: "de {start} à {end}", days: "du {start} au {end}",
    spanOfDays: "de {start} au {end}", twoDays: "{start} et {end}", otherDay: "{day} à {time}",
  },
  ru: {
    ...PLAIN, day: "{day} {month} {year} года", span: "{start}–{end}", days: "с {start} по {end}", daysOfMonth: "{start}–{end}",
    spanOfDays: "{start} – {end}", twoDays: "{start} и {end}", otherDay: "{day}, {time}",
  },
  es: {
    ...PLAIN, day: "{day} de {month} de {year}", dayOfYear: "{day} de {month}", weekday: "{weekday} {day}",
    span: "de {start} a {end}", days: "del {start} al {end}", spanOfDays: "de {start} al {end}",
    twoDays: "{start} y {end}", otherDay: "{day} a las {time}",
  },
};
const NIGHT_ENDS = 6 * 60; // a session that ends before is still of the evening before
const A_DAY = 86400000; // in milliseconds

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_whole, name) => values[name]);
export const codeOf = (element) => element.lang.toLowerCase();

const clocks = new Map();
function clockOf(zone) {
  const style = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", hourCycle: "h23", timeZone: zone };
  if (!clocks.has(zone)) clocks.set(zone, new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", style));
  return clocks.get(zone);
}

// What the clocks of a zone show at a moment; of the reader's own zone where none is named.
export function onClock(moment, zone) {
  const shown = {};
  for (const { type, value } of clockOf(zone).formatToParts(new Date(moment))) shown[type] = Number(value);
  return { ...shown, date: Date.UTC(shown.year, shown.month - 1, shown.day), minutes: shown.hour * 60 + shown.minute };
}

const named = (date, code, style) => new Intl.DateTimeFormat(`${code}-u-nu-latn`, { ...style, timeZone: "UTC" })
  .formatToParts(date).find((part) => part.type === Object.keys(style)[0]).value;

function dayBy(pattern, { date, day, month, year }, code) {
  const name = code === "ar" ? ARABIC_MONTHS[month - 1] : named(date, code, { month: "long", day: "numeric" });
  return fill(pattern, { day: code === "fr" && day === 1 ? "1er" : day, month: name, number: month, year });
}

// "3 April 2012", "3 نيسان/أبريل 2012", "2012年4月3日"; with its weekday if asked.
export function dayText(day, code, { weekday = false, year = true } = {}) {
  const text = dayBy(year ? WORDS[code].day : WORDS[code].dayOfYear, day, code);
  return weekday ? fill(WORDS[code].weekday, { weekday: named(day.date, code, { weekday: "long" }), day: text }) : text;
}

// "22 and 23 March 2027", "30 March to 2 April 2027".
export function daysText(first, last, code) {
  if (first.date === last.date) return dayText(first, code);
  const words = WORDS[code];
  const isOneYear = first.year === last.year, isOneMonth = isOneYear && first.month === last.month;
  const short = isOneMonth ? words.dayOfMonth ?? "{day}" : isOneYear ? words.dayOfYear : words.day;
  const isWrittenBackwards = code === "zh-hans"; // the year and the month stand before the day, and so at the beginning
  const start = isWrittenBackwards ? dayText(first, code) : dayBy(short, first, code);
  const end = isWrittenBackwards ? dayBy(short, last, code) : dayText(last, code);
  const together = (isOneMonth && words.daysOfMonth) || words.days;
  return fill(last.date - first.date === A_DAY ? words.twoDays : together, { start, end });
}

const englishName = ({ minutes }) => ({ 0: "midnight", 720: "noon" })[minutes];
const englishHour = ({ hour, minute }) => `${hour % 12 || 12}${minute ? `.${String(minute).padStart(2, "0")}` : ""}`;
const half = ({ hour }) => (hour < 12 ? "a.m." : "p.m.");

// "10.15 a.m.", "noon", "midnight"; "10 h 15" in French; "10:15" elsewhere.
export function timeText(time, code) {
  const minute = String(time.minute).padStart(2, "0");
  if (code === "en") return englishName(time) ?? `${englishHour(time)} ${half(time)}`;
  if (code === "fr") return `${time.hour}\u00a0h${time.minute ? `\u00a0${minute}` : ""}`;
  return `${String(time.hour).padStart(2, "0")}:${minute}`;
}

function endsOnAnotherDay(start, end) {
  const days = (end.date - start.date) / A_DAY;
  return days > 1 || (days === 1 && end.minutes > NIGHT_ENDS);
}

// "3 to 5.45 p.m.", "11 a.m. to 1 p.m."; the end has its day where that is another one than the beginning's.
export function timesText(start, end, code) {
  const words = WORDS[code];
  let first = timeText(start, code), last = timeText(end, code);
  if (endsOnAnotherDay(start, end)) {
    const day = dayBy(start.year === end.year ? words.dayOfYear : words.day, end, code);
    return fill(words.spanOfDays ?? words.span, { start: first, end: fill(words.otherDay, { day, time: last }) });
  }
  if (code === "en" && !englishName(start) && !englishName(end) && half(start) === half(end)) first = englishHour(start);
  return fill(words.span, { start: first, end: last });
}

// A day before a time or a span of times: "3 April, 11 p.m. to midnight".
export const joined = (day, times, code) => [day, times].join({ ar: "، ", "zh-hans": "，" }[code] ?? ", ");

// The name of the reader's own zone at that moment, in summer that of its summer time: "British Summer Time".
export const zoneName = (moment, code) => new Intl.DateTimeFormat(code, { timeZoneName: "long" })
  .formatToParts(new Date(moment)).find((part) => part.type === "timeZoneName").value;
