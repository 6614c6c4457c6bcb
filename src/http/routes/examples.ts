/** Example values of the OpenAPI document. All invented. */

const asOf = '2026-09-18T01:00:00Z';
const holder = 'Zk3o0X5d2mS8wq1vB7c9Ag';
const token = 'b1l6Z3pYcWZ0bGh2c2RrdW1hd2V4aW5vcHFyc3R1dnc';

export const hold = {
  request: { service: 'id-card', office: 'hall', start: '2026-09-20T09:30', holder, language: 'zh-CN' },
  proof: { hold: 'V1StGXR8_Z5jdHi6B-myT', holder },
  view: {
    hold: 'V1StGXR8_Z5jdHi6B-myT',
    service: 'id-card',
    office: 'hall',
    start: '2026-09-20T09:30',
    minutes: 15,
    startsAt: '2026-09-20T01:30:00Z',
    heldUntil: '2026-09-18T01:10:00Z',
    asOf,
    mayExtend: true,
  },
};

const person = { name: '张三', phone: '13800005678' };

export const booking = {
  confirm: { ...hold.proof, person, language: 'zh-CN' },
  proof: { proof: { token } },
  byReference: { proof: { reference: 'BM7K-2Q9F-X4', phone: '13800005678' } },
  move: { proof: { token }, office: 'hall', start: '2026-09-21T10:00', version: 2 },
  cancel: { proof: { token }, version: 2 },
  token,
  view: {
    reference: 'BM7K-2Q9F-X4',
    state: 'confirmed',
    version: 2,
    service: 'id-card',
    office: 'hall',
    desk: { id: 'w3', name: { 'zh-CN': '3 号窗口', en: 'Desk 3' } },
    start: '2026-09-20T09:30',
    minutes: 15,
    startsAt: '2026-09-20T01:30:00Z',
    person: { name: '张*', phone: '138****5678' },
    mayCancel: true,
    mayMove: true,
    cancelUntil: '2026-09-19T23:30:00Z',
  },
};

export const free = {
  query: { offices: 'hall', from: '2026-09-18', to: '2026-10-09', limit: '50' },
  why: { office: 'hall', start: '2026-10-01T09:00' },
  slots: {
    asOf,
    zone: 'Asia/Shanghai',
    window: ['2026-09-19', '2026-09-25'],
    days: [{ office: 'hall', date: '2026-09-20', minutes: [570, 585], free: [2, 1] }],
  },
  days: {
    asOf,
    zone: 'Asia/Shanghai',
    window: ['2026-09-19', '2026-09-25'],
    days: [
      {
        office: 'hall',
        date: '2026-09-20',
        kind: 'make-up',
        level: 'many',
        free: 40,
        bookable: true,
        name: '国庆节',
        open: [[540, 720]],
      },
    ],
  },
  reasons: {
    asOf,
    offered: false,
    reasons: [{ code: 'closed', message: { 'zh-CN': '国庆节', en: 'National Day' }, layer: 'national' }],
  },
};

export const centre = {
  name: { 'zh-CN': '尚榆区便民服务中心', en: 'Shangyu service centre' },
  zone: 'Asia/Shanghai',
  offices: [{ id: 'hall', name: '中心大厅' }],
  services: [
    {
      id: 'id-card',
      name: { 'zh-CN': '身份证换领', en: 'Renew an identity card' },
      minutes: 15,
      offices: ['hall'],
      documents: [{ id: 'old-card', name: '旧身份证' }],
      asks: [{ kind: 'phone', required: true }],
      cancelUntil: 120,
      hold: { minutes: 10, extend: 5 },
    },
  ],
  today: '2026-09-18',
};

const staffView = { ...booking.view, id: 'V1StGXR8_Z5jdHi6B-myT', channel: 'phone' };

export const staff = {
  query: { from: '2026-09-18', to: '2026-09-19', office: 'hall' },
  view: staffView,
  list: { asOf, bookings: [staffView] },
  book: { service: 'id-card', office: 'hall', start: '2026-09-20T09:30', channel: 'phone', person },
  act: { booking: 'V1StGXR8_Z5jdHi6B-myT', version: 2 },
  lift: { booking: 'V1StGXR8_Z5jdHi6B-myT', reason: 'Was in hospital, has shown proof' },
  audit: { rows: 1204, sealed: 1200, faults: [] },
};
