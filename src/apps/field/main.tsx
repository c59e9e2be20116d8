import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider as Mobile, unstableSetRender } from 'antd-mobile'
import zhCN from 'antd-mobile/es/locales/zh-CN'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { Offline } from '../client.ts'
import { DisplayProvider } from '../ui/display.tsx'
import { App } from './App.tsx'
import { keepAppOnPhone } from './offline/update.ts'
import './field.css'

/** antd-mobile's toasts and dialogs know only the roots of React 18 by themselves. */
unstableSetRender((node, container) => {
  const own = createRoot(container)
  own.render(node)
  return async () => {
    await Promise.resolve() // React forbids to take a root down while it renders
    own.unmount()
  }
})

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => error instanceof Offline && count < 2,
      networkMode: 'always', // the phone answers where the network does not
      staleTime: 15_000,
      refetchOnWindowFocus: false,
    },
  },
})

const root = document.getElementById('root')
if (root) {
  keepAppOnPhone()
  createRoot(root).render(
    <StrictMode>
      <DisplayProvider>
        <Mobile locale={zhCN}>
          <QueryClientProvider client={queries}>
            <BrowserRouter basename="/field">
              <App />
            </BrowserRouter>
          </QueryClientProvider>
        </Mobile>
      </DisplayProvider>
    </StrictMode>,
  )
}
