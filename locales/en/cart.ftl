# cart
