import { css } from 'lit';

export const messageStyles = css`
  .footer {
    font-size: 0.8125em;
  }

  .freshness {
    align-items: center;
    inline-size: fit-content;
  }

  .stale,
  .offline {
    padding: 2px 10px;
    border-radius: 99px;
    background: var(--_track);
  }

  .dot {
    padding: 2px;
    border: 2px solid;
    border-radius: 99px;
  }

  .live .dot {
    padding: 0;
    border: 4px solid var(--_tone);
  }

  .bone {
    display: inline-block;
    inline-size: 7rem;
    border-radius: 5px;
    background: var(--_track);
    line-height: 0.8;
    vertical-align: middle;
  }

  .bone,
  .wait {
    animation: appear 1ms 150ms both;
  }

  @media (forced-colors: active) {
    * {
      --_tone: CanvasText;
    }

    .bone {
      border: 1px solid;
    }
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .depleted,
  .overdrawn,
  .failure {
    --_tone: var(--credits-danger, light-dark(#d22626, #f87171));
  }
`;
