import { ConfigProvider, type ThemeConfig } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import { DisplayProvider, FONT_PX, useDisplay, type Display } from './display.tsx'

dayjs.locale('zh-cn')

/** Ink blue, white and grey; red is kept for breaches of the law and for what destroys. */
const themeOf = ({ fontSize, highContrast }: Display): ThemeConfig => ({
  token: {
    colorPrimary: '#16324f',
    colorInfo: '#1a4f86',
    colorLink: '#1a4f86',
    colorSuccess: '#1f6b4a',
    colorWarning: '#a8480a',
    colorError: '#b3261e',
    colorText: highContrast ? '#000000' : '#1c2733',
    colorTextSecondary: highContrast ? '#1f2933' : '#4d5b6a',
    // Grounds of tags and notices: those that antd derives from dark colours are too dark to read on.
    colorInfoBg: '#e9eff5',
    colorSuccessBg: '#e6f2ec',
    colorWarningBg: '#fdf3e7',
    colorErrorBg: '#fcefee',
    colorTextTertiary: '#56636f',
    colorTextQuaternary: '#5f6c79',
    colorTextPlaceholder: '#5f6c79',
    colorTextDescription: '#4d5b6a',
    colorTextDisabled: '#66727e',
    colorBorder: highContrast ? '#26313d' : '#8592a1',
    colorBorderSecondary: highContrast ? '#6b7785' : '#d5dbe2',
    colorBgLayout: '#f3f5f7',
    borderRadius: 3,
    fontSize: FONT_PX[fontSize],
    wireframe: false,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    fontFamily:
      "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', system-ui, sans-serif",
  },
  components: {
    Table: { headerBg: '#eef1f4', headerColor: '#1c2733', cellPaddingBlockSM: 7 },
    Tag: { defaultColor: '#1c2733', defaultBg: '#eef1f4' },
    Tabs: { horizontalItemGutter: 20 },
    Button: { primaryShadow: 'none', defaultShadow: 'none' },
  },
})

/**
 * Lists that drop down stay inside the dialog or the main part they belong to: nothing of the page lies outside its
 * landmarks.
 */
const homeOf = (trigger?: HTMLElement): HTMLElement =>
  trigger?.closest<HTMLElement>('[role="dialog"], main') ?? document.body

/** The look of desk and portal: antd in Chinese with our colours, and the display settings of the device. */
export const Look = ({ children }: { children: ReactNode }) => (
  <DisplayProvider>
    <Themed>{children}</Themed>
  </DisplayProvider>
)

const Themed = ({ children }: { children: ReactNode }) => (
  <ConfigProvider
    locale={zhCN}
    theme={themeOf(useDisplay().display)}
    button={{ autoInsertSpace: false }}
    getPopupContainer={homeOf}
  >
    {children}
  </ConfigProvider>
)
