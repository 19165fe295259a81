// The few words that scripts put on a page, in the page's own language.
const vi = {
  sending: 'Đang gửi…',
  enough: (n) => `${n} ký tự, đã đủ`,
  short: (n, more) => `${n} ký tự, cần thêm ${more}`,
  explore: 'Phóng to, di chuyển sơ đồ',
  picture: 'Về hình cả sơ đồ',
  fit: 'Vừa khung',
  zoomIn: 'Phóng to',
  zoomOut: 'Thu nhỏ',
  failed: 'Chưa mở được sơ đồ. Hình bên dưới vẫn đúng.',
  now: 'Đang ở đây',
};
const en = {
  sending: 'Sending…',
  enough: (n) => `${n} characters, enough`,
  short: (n, more) => `${n} characters, ${more} more needed`,
  explore: 'Zoom and move the diagram',
  picture: 'Back to the whole picture',
  fit: 'Fit',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  failed: 'The diagram did not open. The picture below is still right.',
  now: 'Here now',
};

export const words = document.documentElement.lang.startsWith('en') ? en : vi;
