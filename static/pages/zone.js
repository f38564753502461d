// Tells the server the browser's time zone, for people whose mailbox has none.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
document.cookie = `meetboard_zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; SameSite=Lax`;
